import { Preferences } from '../components/AccountBar';
import { SignInForm } from '../components/SignInForm';
import { useTitle } from '../ui/useTitle';
import { useWords } from '../words';
import styles from './LoginPage.module.css';

export default function LoginPage() {
  const words = useWords();
  useTitle(words.signIn);
  return (
    <main className={styles.page} id="main">
      <div className={`card ${styles.box}`}>
        <header>
          <img src="/favicon.svg" alt="" width="40" height="40" />
          <h1>Pulsegate</h1>
          <p className="muted">{words.signInIntro}</p>
        </header>
        <SignInForm />
        <footer>
          <Preferences />
        </footer>
      </div>
    </main>
  );
}
