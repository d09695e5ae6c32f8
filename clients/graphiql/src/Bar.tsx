import type { Profile } from './session';
import { nextTheme, type Theme } from '../../dashboard/src/ui/theme';

const themes: Record<Theme, string> = { auto: 'Theme: as the system', light: 'Theme: light', dark: 'Theme: dark' };

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
        {themes[theme]}
      </button>
      <a href="/integrations/dashboard">Dashboard</a>
    </header>
  );
}
