import { useSyncExternalStore } from 'react';
import type { Failure } from './failure';
import { csrfHeader, failureOf } from './http';

/** Who is signed in, as `GET /api/session` tells. */
export interface Profile {
  user: { name: string; email?: string };
  role?: 'ADMIN' | 'IT_MANAGER' | 'USER' | 'VIEWER';
  org: { id: string; name: string };
  grants: string[];
}

/**
 * `ended` keeps the page of somebody whose session is over, so that signing in again loses
 * nothing.
 */
export type Session =
  | { state: 'unknown' }
  | { state: 'signedOut' }
  | { state: 'signedIn'; profile: Profile }
  | { state: 'ended'; profile: Profile }
  | { state: 'unreachable' };

let session: Session = { state: 'unknown' };
const watchers = new Set<() => void>();

function become(next: Session) {
  session = next;
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void) {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

export const useSession = () => useSyncExternalStore(watch, () => session);

export const mayRead = (profile: Profile) => profile.grants.includes('dashboard:read');
export const mayManage = (profile: Profile) => profile.grants.includes('manage');

/** Whether settings may be changed and failures tried again; also while only the session has to be renewed. */
export function useMayManage(): boolean {
  const now = useSession();
  return 'profile' in now && mayManage(now.profile);
}

export async function findSession(): Promise<void> {
  const response = await get('/api/session');
  if (response?.ok) become({ state: 'signedIn', profile: (await response.json()) as Profile });
  else if (response?.status === 401) become({ state: 'signedOut' });
  else become({ state: 'unreachable' });
}

/** Undefined when it worked; the session is then known. */
export async function signIn(username: string, password: string): Promise<Failure | undefined> {
  // a token belongs to each sign-in: the one at hand may be a former session's
  await get('/api/session');
  const response = await post('/login', new URLSearchParams({ username, password }));
  if (!response?.ok) return failureOf(response);
  await findSession();
  return undefined;
}

export async function signOut(): Promise<void> {
  await post('/logout', new URLSearchParams());
  become({ state: 'signedOut' });
}

/** To be called when the gateway no longer knows the session. */
export function sessionEnded() {
  if (session.state === 'signedIn') become({ state: 'ended', profile: session.profile });
}

const get = (path: string) => request(path, {});
const post = (path: string, body: URLSearchParams) => request(path, { method: 'POST', body });

async function request(path: string, init: RequestInit): Promise<Response | undefined> {
  try {
    return await fetch(path, {
      ...init,
      credentials: 'same-origin',
      headers: { Accept: 'application/json', ...csrfHeader() },
    });
  } catch {
    return undefined;
  }
}
