/** What kept a whole question from being answered. */
export type Failure =
  | { kind: 'signedOut' }
  | { kind: 'denied' }
  | { kind: 'busy'; retryAfterSeconds: number }
  | { kind: 'unreachable' }
  | { kind: 'broken'; message: string };

/** An error of one part of an answer, under the gateway's stable code. */
export interface Problem {
  section: string;
  code: string;
  message: string;
}

/** How a question ended: with an answer, parts of which may have failed, or with none. */
export type Answer<T> =
  | { ok: true; data: T; problems: Problem[] }
  | { ok: false; failure: Failure };
