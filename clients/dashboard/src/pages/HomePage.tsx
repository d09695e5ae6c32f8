import { useEffect } from 'react';
import { Link, useSearchParams } from 'wouter';
import { graphiql } from '../api/graphiql';
import { mayRead, type Profile } from '../api/session';
import { AccountBar } from '../components/AccountBar';
import { paths } from '../routes/paths';
import { Icon } from '../ui/icons';
import { toast } from '../ui/messages';
import { useTitle } from '../ui/useTitle';
import { useWords } from '../words';
import styles from './HomePage.module.css';

/** Where everybody may be. Who was refused elsewhere is told so here, for as long as he likes. */
export default function HomePage({ profile }: { profile: Profile }) {
  const words = useWords();
  const [search, setSearch] = useSearchParams();
  const denied = search.has('denied');
  useTitle(words.hello(profile.user.name));

  useEffect(() => {
    if (denied) toast(words.denied, 'critical');
  }, [denied, words]);

  return (
    <main id="main" className={styles.page}>
      <header className={styles.top}>
        <img src="/favicon.svg" alt="" width="24" height="24" />
        <strong>Pulsegate</strong>
        <AccountBar profile={profile} />
      </header>
      {denied && (
        <div className={styles.banner} role="alert">
          <Icon name="octagon" />
          <p>
            <strong>{words.denied}</strong>
            <br />
            {words.deniedHint}
          </p>
          <button type="button" className="button quiet small icon" onClick={() => setSearch({}, { replace: true })}>
            <Icon name="cross" />
            <span className="visually-hidden">{words.dismiss}</span>
          </button>
        </div>
      )}
      <h1>{words.hello(profile.user.name)}</h1>
      <p className="muted">{words.homeOf(profile.org.name)}</p>
      {mayRead(profile) ? (
        <>
          <Link href={paths.dashboard} className={`card ${styles.tile}`}>
            <Icon name="dashboard" />
            <span>
              <strong>{words.homeOpen}</strong>
              <span className="muted">{words.homeOpenHint}</span>
            </span>
            <Icon name="chevron" />
          </Link>
          {graphiql && (
            <a href={graphiql} className={`card ${styles.tile}`}>
              <Icon name="braces" />
              <span>
                <strong>{words.homeAsk}</strong>
                <span className="muted">{words.homeAskHint}</span>
              </span>
              <Icon name="chevron" />
            </a>
          )}
        </>
      ) : (
        <p>{words.homeClosed}</p>
      )}
    </main>
  );
}
