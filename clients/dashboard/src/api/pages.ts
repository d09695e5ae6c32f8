import { useCallback, useEffect, useRef, useState } from 'react';
import { ask } from './ask';
import { sessionEnded, useSession } from './session';
import type { TypedDocumentString } from './types/graphql';

/** A list of the gateway, as far as it has been read. */
export interface Pages<T, D = unknown> {
  items: T[];
  /** Undefined: there are no more. */
  next: string | undefined;
  state: 'loading' | 'loadingMore' | 'ready' | 'failed';
  /** The whole answer that the last page came in. */
  data: D | undefined;
  /** The gateway's code, when it says why there is none. */
  code: string | undefined;
}

export interface Connection<T> {
  nodes: T[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

export interface Question<D, V, T> {
  document: TypedDocumentString<D, V>;
  /** Made anew for every page: "the last 24 hours" end at the moment of reading. */
  variables: () => V;
  listOf: (data: D) => Connection<T> | null | undefined;
}

/** A list, a page at a time; begins anew when `key` changes, and keeps what it has until then. */
export function usePages<D, V extends Record<string, unknown>, T>(key: string, question: Question<D, V, T>) {
  const [pages, setPages] = useState<Pages<T, D>>(nothing);
  const [turn, setTurn] = useState(0);
  const signedIn = useSession().state === 'signedIn';
  const asked = useRef(question);
  const quiet = useRef(false);

  useEffect(() => {
    asked.current = question;
  });

  useEffect(() => {
    if (!signedIn) return undefined;
    let current = true;
    const silent = quiet.current;
    quiet.current = false;
    setPages((old) => ({ ...old, state: silent ? old.state : 'loading' }));
    void read(asked.current).then((page) => {
      if (current) setPages((old) => (page.state === 'failed' ? { ...old, ...page, items: old.items } : page));
    });
    return () => {
      current = false;
    };
  }, [key, turn, signedIn]);

  /** From the top; without showing that it is on its way, when nobody asked for it. */
  const again = useCallback((silently = false) => {
    quiet.current = silently;
    setTurn((count) => count + 1);
  }, []);

  const more = useCallback(async (after: string) => {
    setPages((old) => ({ ...old, state: 'loadingMore' }));
    const page = await read(asked.current, after);
    setPages((old) =>
      page.state === 'failed' ? { ...old, state: 'failed' } : { ...page, items: [...old.items, ...page.items] },
    );
  }, []);

  return { ...pages, again, more };
}

const nothing = { items: [], next: undefined, state: 'loading', data: undefined, code: undefined } as const satisfies Pages<never>;

async function read<D, V extends Record<string, unknown>, T>(
  { document, variables, listOf }: Question<D, V, T>,
  after?: string,
): Promise<Pages<T, D>> {
  const answer = await ask(document, { ...variables(), ...(after ? { after } : {}) } as V);
  if (!answer.ok && answer.failure.kind === 'signedOut') sessionEnded();
  const list = answer.ok ? listOf(answer.data) : undefined;
  if (!answer.ok || !list) {
    return { ...nothing, state: 'failed', code: answer.ok ? answer.problems[0]?.code : undefined };
  }
  const { hasNextPage, endCursor } = list.pageInfo;
  return {
    items: list.nodes,
    next: hasNextPage && endCursor ? endCursor : undefined,
    state: 'ready',
    data: answer.data,
    code: undefined,
  };
}
