import type { Profile } from './session';
import { words } from './words';
import { nextTheme, type Theme } from '../../dashboard/src/ui/theme';

/** Whose data is asked for, and the way back. */
export function Bar({ profile, theme }: { profile: Profile | undefined; theme: Theme }) {
  return (
    <header className="bar">
      <a href="/" className="brand">
        <img src="/favicon.svg" alt="" width="24" height="24" />
        Pulsegate
      </a>
      <h1>GraphiQL</h1>
      {profile && (
        <span className="who" title={profile.user.name}>
          {profile.org.name}
        </span>
      )}
      <span className="space" />
      <button type="button" onClick={nextTheme}>
        {words.themes[theme]}
      </button>
      <a href="/integrations/dashboard">{words.dashboard}</a>
    </header>
  );
}
