import { forget } from '../api/dashboard';
import { signOut, type Profile } from '../api/session';
import { Icon, type IconName } from '../ui/icons';
import { nextTheme, useTheme, type Theme } from '../ui/theme';
import { switchLanguage, useWords } from '../words';
import styles from './Shell.module.css';
import { ShortcutSheet } from './ShortcutSheet';

const themeIcons: Record<Theme, IconName> = { auto: 'contrast', light: 'sun', dark: 'moon' };

function leave() {
  forget();
  void signOut();
}

/** Who is signed in, in which language and light, and the way out. */
export function AccountBar({ profile }: { profile: Profile }) {
  const words = useWords();
  return (
    <div className={styles.account}>
      <span className={styles.person} title={profile.user.email}>
        {profile.user.name}
        {profile.role && <span className="muted"> · {words.roles[profile.role]}</span>}
      </span>
      <ShortcutSheet />
      <Preferences />
      <button type="button" className="button quiet small icon" title={words.signOut} onClick={leave}>
        <Icon name="signOut" />
        <span className="visually-hidden">{words.signOut}</span>
      </button>
    </div>
  );
}

export function Preferences() {
  const words = useWords();
  const theme = useTheme();
  return (
    <>
      <button
        type="button"
        className="button quiet small icon"
        lang={words.language === 'en' ? 'pl' : 'en'}
        title={words.otherLanguage}
        onClick={switchLanguage}
      >
        <Icon name="globe" />
        <span className="visually-hidden">{words.otherLanguage}</span>
      </button>
      <button type="button" className="button quiet small icon" title={words.theme[theme]} onClick={nextTheme}>
        <Icon name={themeIcons[theme]} />
        <span className="visually-hidden">{words.theme[theme]}</span>
      </button>
    </>
  );
}
