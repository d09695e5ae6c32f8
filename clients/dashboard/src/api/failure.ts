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

/** An error as GraphQL writes it, over whichever door it came. */
export interface Told {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: { readonly [name: string]: unknown } | undefined;
}

/** `depth` says where in an error's path the sections are. */
export const problemIn = (error: Told, depth: number): Problem => ({
  section: String(error.path?.[depth] ?? ''),
  code: String(error.extensions?.['code'] ?? 'INTERNAL'),
  message: error.message,
});

/** What it means that nothing but this problem came. */
export function failureBy(problem: Problem): Failure {
  if (problem.code === 'UNAUTHENTICATED') return { kind: 'signedOut' };
  if (problem.code === 'FORBIDDEN') return { kind: 'denied' };
  return { kind: 'broken', message: problem.message };
}
