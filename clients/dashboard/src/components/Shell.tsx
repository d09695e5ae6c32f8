import { useEffect, useRef, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import type { Profile } from '../api/session';
import { paths } from '../routes/paths';
import { Icon } from '../ui/icons';
import { useKept } from '../ui/kept';
import { useWords } from '../words';
import { AccountBar } from './AccountBar';
import { IntegrationsNav } from './IntegrationsNav';
import styles from './Shell.module.css';

/** The frame of every page under /integrations. */
export function Shell({ profile, children }: { profile: Profile; children: ReactNode }) {
  const words = useWords();
  const [location] = useLocation();
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  const [narrow, turnNarrow] = useKept('pulsegate.narrow');

  // a new page begins at its top, for readers of the screen and for its listeners
  useEffect(() => {
    if (!first.current) main.current?.focus({ preventScroll: true });
    first.current = false;
    scrollTo(0, 0);
  }, [location]);

  return (
    <div className={styles.shell} data-narrow={narrow || undefined}>
      <a href="#main" className={`button skip`}>
        {words.skip}
      </a>
      <header className={styles.top}>
        <MenuButton />
        <Link href={paths.home} className={styles.brand}>
          <img src="/favicon.svg" alt="" width="24" height="24" />
          Pulsegate
        </Link>
        <span className={styles.org}>{profile.org.name}</span>
        <AccountBar profile={profile} />
      </header>
      <aside className={styles.side}>
        <IntegrationsNav narrow={narrow} />
        <button
          type="button"
          className={`button quiet small icon ${styles.turn}`}
          aria-pressed={narrow}
          title={narrow ? words.widen : words.narrow}
          onClick={turnNarrow}
        >
          <Icon name="chevron" />
          <span className="visually-hidden">{words.narrow}</span>
        </button>
      </aside>
      <main id="main" ref={main} tabIndex={-1} className={styles.main}>
        {children}
      </main>
    </div>
  );
}

/** Below 1024 px the navigation opens over the page; Escape and a click beside close it. */
function MenuButton() {
  const words = useWords();
  const menu = useRef<HTMLDialogElement>(null);
  return (
    <>
      <button
        type="button"
        className={`button quiet icon ${styles.menuButton}`}
        aria-haspopup="dialog"
        onClick={() => menu.current?.showModal()}
      >
        <Icon name="menu" />
        <span className="visually-hidden">{words.openMenu}</span>
      </button>
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- the key is Escape, which a dialog knows by itself */}
      <dialog
        ref={menu}
        className={styles.menu}
        aria-label={words.menu}
        onClick={(event) => event.target === menu.current && menu.current.close()}
      >
        <button type="button" className="button quiet icon" onClick={() => menu.current?.close()}>
          <Icon name="cross" />
          <span className="visually-hidden">{words.close}</span>
        </button>
        <IntegrationsNav onGo={() => menu.current?.close()} />
      </dialog>
    </>
  );
}
