import { findSession } from './session';
import { words } from './words';

/** Why nothing can be asked now, and what helps. */
export function Notice({ of }: { of: keyof typeof words.notices }) {
  const [title, hint] = words.notices[of];
  return (
    <main className={of === 'ended' ? 'notice strip' : 'notice'} role={of === 'ended' ? 'alert' : undefined}>
      <h2>{title}</h2>
      <p>{hint}</p>
      {of === 'unreachable' && (
        <button type="button" className="primary" onClick={() => void findSession()}>
          {words.again}
        </button>
      )}
      {(of === 'signedOut' || of === 'ended') && (
        <a className="primary" href={signInAndReturn()}>
          {words.signIn}
        </a>
      )}
    </main>
  );
}

/** Comes back with the question that the address asks. */
function signInAndReturn(): string {
  return `/login?next=${encodeURIComponent(location.pathname + location.hash)}`;
}
