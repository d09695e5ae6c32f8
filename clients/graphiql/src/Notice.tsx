import { findSession } from './session';

const texts = {
  signedOut: ['Sign in to ask', 'GraphiQL asks as whoever is signed in, and shows what that person may see.'],
  ended: ['Your session has ended', 'Your tabs are kept.'],
  denied: [
    'Insufficient permissions (403 Forbidden)',
    'Integrations are open to administrators and IT managers of your organisation.',
  ],
  unreachable: ['The gateway cannot be reached', 'It may be starting, or your connection is down.'],
} as const;

/** Why nothing can be asked now, and what helps. */
export function Notice({ of }: { of: keyof typeof texts }) {
  const [title, hint] = texts[of];
  return (
    <main className={of === 'ended' ? 'notice strip' : 'notice'} role={of === 'ended' ? 'alert' : undefined}>
      <h2>{title}</h2>
      <p>{hint}</p>
      {of === 'unreachable' && (
        <button type="button" className="primary" onClick={() => void findSession()}>
          Try again
        </button>
      )}
      {(of === 'signedOut' || of === 'ended') && (
        <a className="primary" href={signInAndReturn()}>
          Sign in
        </a>
      )}
    </main>
  );
}

/** Comes back with the question that the address asks. */
function signInAndReturn(): string {
  return `/login?next=${encodeURIComponent(location.pathname + location.hash)}`;
}
