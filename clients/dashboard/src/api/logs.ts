import { useCallback, useEffect, useState } from 'react';
import { ask } from './ask';
import type { Event } from './live';
import { sessionEnded, useSession } from './session';
import { variableOf, type Filters } from './logFilter';
import { LogsDocument } from './types/graphql';

export interface Logs {
  events: Event[];
  /** Undefined: there are no older ones. */
  next: string | undefined;
  state: 'loading' | 'loadingMore' | 'ready' | 'failed';
}

const FIRST = 50;

/** The log under filters, a page at a time. "Last 24 hours" ends at the moment of reading. */
export function useLogs(filters: Filters, first = FIRST) {
  const key = JSON.stringify(filters);
  const [logs, setLogs] = useState<Logs>({ events: [], next: undefined, state: 'loading' });
  const [turn, setTurn] = useState(0);
  const signedIn = useSession().state === 'signedIn';

  useEffect(() => {
    if (!signedIn) return undefined;
    let current = true;
    setLogs((old) => ({ ...old, state: 'loading' }));
    void page(JSON.parse(key) as Filters, first).then((read) => {
      if (current) setLogs((old) => read ?? { ...old, state: 'failed' });
    });
    return () => {
      current = false;
    };
  }, [key, first, turn, signedIn]);

  const again = useCallback(() => setTurn((count) => count + 1), []);

  const more = async () => {
    setLogs((old) => ({ ...old, state: 'loadingMore' }));
    const read = await page(filters, first, logs.next);
    setLogs((old) =>
      read ? { ...read, events: [...old.events, ...read.events] } : { ...old, state: 'failed' },
    );
  };

  return { ...logs, again, more };
}

async function page(filters: Filters, first: number, after?: string): Promise<Logs | undefined> {
  const filter = variableOf(filters, Date.now());
  const answer = await ask(LogsDocument, { filter, first, ...(after ? { after } : {}) });
  if (!answer.ok && answer.failure.kind === 'signedOut') sessionEnded();
  const found = answer.ok ? answer.data.integrationLogs : null;
  if (!found) return undefined;
  const { hasNextPage, endCursor } = found.pageInfo;
  return { events: found.nodes, next: hasNextPage && endCursor ? endCursor : undefined, state: 'ready' };
}
