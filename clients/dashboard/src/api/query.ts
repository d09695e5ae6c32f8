import { useCallback, useEffect, useState } from 'react';
import { ask } from './ask';
import type { Failure, Problem } from './failure';
import { sessionEnded, useSession } from './session';
import type { TypedDocumentString } from './types/graphql';

export interface Asked<T> {
  data: T | undefined;
  problem: Problem | undefined;
  failure: Failure | undefined;
  loading: boolean;
  again: () => void;
}

/** Asks when the variables change and when told to; keeps the last answer while it asks. */
export function useQuery<T, V extends Record<string, unknown>>(
  document: TypedDocumentString<T, V>,
  variables: V,
): Asked<T> {
  const key = JSON.stringify(variables);
  const [state, setState] = useState<Omit<Asked<T>, 'again'>>({
    data: undefined,
    problem: undefined,
    failure: undefined,
    loading: true,
  });
  const [turn, setTurn] = useState(0);
  const signedIn = useSession().state === 'signedIn';

  useEffect(() => {
    if (!signedIn) return undefined;
    let current = true;
    setState((old) => ({ ...old, loading: true }));
    void ask(document, JSON.parse(key) as V).then((answer) => {
      if (!current) return;
      if (answer.ok) {
        const { data, problems } = answer;
        setState({ data, problem: problems[0], failure: undefined, loading: false });
      } else {
        setState((old) => ({ ...old, failure: answer.failure, loading: false }));
        if (answer.failure.kind === 'signedOut') sessionEnded();
      }
    });
    return () => {
      current = false;
    };
  }, [document, key, turn, signedIn]);

  const again = useCallback(() => setTurn((count) => count + 1), []);
  return { ...state, again };
}
