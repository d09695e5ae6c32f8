import { useSyncExternalStore } from 'react';
import { csrfHeader } from '../../dashboard/src/api/http';

export interface Profile {
  user: { name: string };
  org: { name: string };
  grants: string[];
}

/** `ended` keeps the questions of somebody whose session is over. */
export type Session =
  | { state: 'unknown' }
  | { state: 'signedOut' }
  | { state: 'unreachable' }
  | { state: 'signedIn'; profile: Profile }
  | { state: 'ended'; profile: Profile };

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

/** Asks who is signed in; with the answer comes the token that questions must carry. */
export async function findSession(): Promise<void> {
  const response = await get('/api/session');
  if (response?.ok) become({ state: 'signedIn', profile: (await response.json()) as Profile });
  else if (response?.status !== 401) become({ state: 'unreachable' });
  else if ('profile' in session) become({ state: 'ended', profile: session.profile });
  else become({ state: 'signedOut' });
}

/** To be called when the gateway no longer knows the session. */
export function sessionEnded() {
  if (session.state === 'signedIn') become({ state: 'ended', profile: session.profile });
}

// somebody who went to sign in elsewhere comes back
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible' && session.state === 'ended') void findSession();
});

async function get(path: string): Promise<Response | undefined> {
  try {
    const headers = { Accept: 'application/json', ...csrfHeader() };
    return await fetch(path, { credentials: 'same-origin', headers });
  } catch {
    return undefined;
  }
}
