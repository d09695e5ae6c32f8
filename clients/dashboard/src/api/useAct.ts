import { useState } from 'react';
import { act } from './ask';
import type { Failure } from './failure';
import { sessionEnded } from './session';
import type { TypedDocumentString } from './types/graphql';

/** One of our mutations, for a form: whether it is under way, and why it was refused. */
export function useAct<T, V extends Record<string, unknown>>(
  document: TypedDocumentString<T, V>,
  onDone: (data: T) => void,
) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const send = async (variables: V) => {
    setBusy(true);
    const answer = await act(document, variables);
    setBusy(false);
    if (answer.ok) {
      setFailure(undefined);
      onDone(answer.data);
      return;
    }
    if (answer.failure.kind === 'signedOut') sessionEnded();
    setFailure(answer.failure);
  };
  return { busy, failure, send: (variables: V) => void send(variables) };
}
