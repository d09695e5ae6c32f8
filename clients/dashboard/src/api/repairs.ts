import { useCallback, useEffect, useRef, useState } from 'react';
import { act, ask } from './ask';
import type { Answer, Failure } from './failure';
import { follow } from './following';
import { sessionEnded } from './session';
import {
  ReplayProgressDocument,
  ReplaysDocument,
  RetryEventDocument,
  RetryProgressDocument,
  RetryTicketDocument,
  type ReplaysQuery,
  type RetryTicketQuery,
} from './types/graphql';

export type Ticket = NonNullable<RetryTicketQuery['retryTicket']>;
export type Replay = NonNullable<ReplaysQuery['replays']>[number];

/** An attempt as its button shows it. */
export type Attempt =
  | { state: 'idle' }
  | { state: 'asked' }
  | { state: 'under way'; ticket: Ticket }
  | { state: 'over'; ticket: Ticket }
  | { state: 'refused'; why: Failure };

/** Asks for an attempt; the answer is its ticket's id. */
export type Wish = (idempotencyKey: string) => Promise<Answer<string>>;

/** A name for one click: sent again, it is not done again. Works on plain http, too. */
export const idempotencyKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (octet) => octet.toString(16).padStart(2, '0')).join('');

/** Tries an event again. */
export const retryOf =
  (id: string): Wish =>
  async (key) =>
    idIn(await act(RetryEventDocument, { id, key }), (data) => data.retryEvent.id);

export const idIn = <T>(answer: Answer<T>, of: (data: T) => string): Answer<string> =>
  answer.ok ? { ...answer, data: of(answer.data) } : answer;

/** Asks for one attempt, and follows it to its outcome. */
export function useAttempt(wish: Wish, onOver: () => void) {
  const [attempt, setAttempt] = useState<Attempt>({ state: 'idle' });
  const [ticket, setTicket] = useState<string>();
  // belongs to the click, not to what is followed
  const over = useRef(onOver);
  useEffect(() => {
    over.current = onOver;
  });

  useEffect(() => {
    if (!ticket) return undefined;
    return follow(
      {
        pushed: RetryProgressDocument,
        variables: { ticket },
        valueOf: (data) => data.retryProgress,
        asked: () => ticketOf(ticket),
        isOver,
      },
      (found) => {
        setAttempt({ state: isOver(found) ? 'over' : 'under way', ticket: found });
        if (isOver(found)) over.current();
      },
    );
  }, [ticket]);

  const start = useCallback(async () => {
    setAttempt({ state: 'asked' });
    const answer = await wish(idempotencyKey());
    if (answer.ok) setTicket(answer.data);
    else {
      if (answer.failure.kind === 'signedOut') sessionEnded();
      setAttempt({ state: 'refused', why: answer.failure });
    }
  }, [wish]);
  return { attempt, start };
}

const isOver = ({ state }: Ticket) => state === 'SUCCEEDED' || state === 'FAILED' || state === 'CANCELLED';

async function ticketOf(id: string): Promise<Ticket | undefined> {
  const answer = await ask(RetryTicketDocument, { id });
  if (!answer.ok && answer.failure.kind === 'signedOut') sessionEnded();
  return answer.ok ? (answer.data.retryTicket ?? undefined) : undefined;
}

/** The newest bulk retry, followed while it runs. */
export function useReplay(turn: number): Replay | undefined {
  const [replay, setReplay] = useState<Replay>();
  const [running, setRunning] = useState<string>();
  useEffect(() => {
    let current = true;
    void newestReplay().then((newest) => {
      if (!current || !newest) return;
      setReplay(newest);
      setRunning(ended(newest) ? undefined : newest.id);
    });
    return () => {
      current = false;
    };
  }, [turn]);

  useEffect(() => {
    if (!running) return undefined;
    return follow(
      {
        pushed: ReplayProgressDocument,
        variables: { id: running },
        valueOf: (data) => data.replayProgress,
        asked: newestReplay,
        isOver: ended,
      },
      setReplay,
    );
  }, [running]);
  return replay;
}

const ended = ({ finishedAt, open }: Replay) => finishedAt !== null && open === 0;

async function newestReplay(): Promise<Replay | undefined> {
  const answer = await ask(ReplaysDocument, {});
  return answer.ok ? answer.data.replays?.[0] : undefined;
}
