import { useEffect, useRef } from 'react';
import type { Profile } from '../api/session';
import { useWords } from '../words';
import styles from './SessionDialog.module.css';
import { SignInForm } from './SignInForm';

/** Over the page, which stays as it is: the session is over, signing in again goes on. */
export function SessionDialog({ profile }: { profile: Profile }) {
  const words = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby="session-ended"
      onCancel={(event) => event.preventDefault()}
    >
      <h2 id="session-ended">{words.sessionEnded}</h2>
      <p className="muted">{words.sessionEndedHint}</p>
      <SignInForm who={profile.user.email} />
    </dialog>
  );
}
