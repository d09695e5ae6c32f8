import { useCallback, useEffect, useRef, useState } from 'react';
import { act, ask } from './ask';
import type { Failure } from './failure';
import { sessionEnded } from './session';
import {
  ReplaysDocument,
  RetryEventDocument,
  RetryTicketDocument,
  type ReplaysQuery,
  type RetryTicketQuery,
} from './types/graphql';

export type Ticket = NonNullable<RetryTicketQuery['retryTicket']>;
export type Replay = NonNullable<ReplaysQuery['replays']>[number];

/** A retry as its button shows it. */
export type Retry =
  | { state: 'idle' }
  | { state: 'asked' }
  | { state: 'under way'; ticket: Ticket }
  | { state: 'over'; ticket: Ticket }
  | { state: 'refused'; why: Failure };

const LOOK = 700;

/** A name for one click: sent again, it is not done again. Works on plain http, too. */
export const idempotencyKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (octet) => octet.toString(16).padStart(2, '0')).join('');

/** Tries an event again, and follows the attempt to its outcome. */
export function useRetry(id: string, onOver: () => void) {
  const [retry, setRetry] = useState<Retry>({ state: 'idle' });
  const [ticket, setTicket] = useState<string>();
  // belongs to the click, not to what is followed
  const over = useRef(onOver);
  useEffect(() => {
    over.current = onOver;
  });

  useEffect(() => {
    if (!ticket) return undefined;
    let timer: ReturnType<typeof setTimeout>;
    let current = true;
    async function look(followed: string) {
      const answer = await ask(RetryTicketDocument, { id: followed });
      if (!current) return;
      const found = answer.ok ? answer.data.retryTicket : undefined;
      if (!answer.ok && answer.failure.kind === 'signedOut') sessionEnded();
      if (found && (found.state === 'SUCCEEDED' || found.state === 'FAILED' || found.state === 'CANCELLED')) {
        setRetry({ state: 'over', ticket: found });
        over.current();
        return;
      }
      if (found) setRetry({ state: 'under way', ticket: found });
      timer = setTimeout(() => void look(followed), LOOK);
    }
    void look(ticket);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [ticket]);

  const start = useCallback(async () => {
    setRetry({ state: 'asked' });
    const answer = await act(RetryEventDocument, { id, key: idempotencyKey() });
    if (answer.ok) setTicket(answer.data.retryEvent.id);
    else {
      if (answer.failure.kind === 'signedOut') sessionEnded();
      setRetry({ state: 'refused', why: answer.failure });
    }
  }, [id]);
  return { retry, start };
}

/** The newest bulk retry, asked again while it runs. */
export function useReplay(turn: number): Replay | undefined {
  const [replay, setReplay] = useState<Replay>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let current = true;
    async function look() {
      const answer = await ask(ReplaysDocument, {});
      if (!current) return;
      const newest = answer.ok ? answer.data.replays?.[0] : undefined;
      if (newest) setReplay(newest);
      if (newest && (newest.finishedAt === null || newest.open > 0)) timer = setTimeout(() => void look(), LOOK);
    }
    void look();
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [turn]);
  return replay;
}
