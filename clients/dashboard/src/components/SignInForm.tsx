import { useState, type FormEvent } from 'react';
import { signIn } from '../api/session';
import type { Failure } from '../api/failure';
import { useWords } from '../words';
import styles from './SignInForm.module.css';

/** E-mail and password. `who` is known when only the session has ended. */
export function SignInForm({ who }: { who?: string | undefined }) {
  const words = useWords();
  const [failure, setFailure] = useState<Failure['kind']>();
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    const failed = await signIn(String(form.get('username')), String(form.get('password')));
    setBusy(false);
    setFailure(failed?.kind);
  };

  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <div role="alert" className={styles.alert}>
        {failure && <p>{words.signInFailed[failure]}</p>}
      </div>
      <label>
        {words.email}
        <input
          className="field"
          type="email"
          name="username"
          autoComplete="username"
          defaultValue={who}
          required
        />
      </label>
      <label>
        {words.password}
        <input
          className="field"
          type="password"
          name="password"
          autoComplete="current-password"
          required
        />
      </label>
      <button type="submit" className="button primary" disabled={busy}>
        {words.signIn}
      </button>
    </form>
  );
}
