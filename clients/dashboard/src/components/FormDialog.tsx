import { useEffect, useRef, type FormEvent, type ReactNode } from 'react';
import type { Failure } from '../api/failure';
import { wrongIn } from '../api/wrong';
import { closeAround, Dialog } from '../ui/Dialog';
import { useWords } from '../words';
import { useFormWords } from '../words/forms';
import { WrongContext } from './Field';
import styles from './FormDialog.module.css';
import { refusal } from './Refused';

interface Props {
  title: string;
  /** What the button says that does it. */
  submit: string;
  /** It cannot be undone. */
  grave?: boolean;
  busy: boolean;
  /** There is nothing yet that it could do. */
  unready?: boolean;
  failure: Failure | undefined;
  /** The names of its fields, as the gateway calls them: what it says of others is said above. */
  fields: readonly string[];
  onSubmit: (form: FormData) => void;
  onClose: () => void;
  children: ReactNode;
}

/** A window that asks, and says at each field what the gateway did not like. */
export function FormDialog(props: Props) {
  const { title, submit, grave = false, busy, unready = false, failure, fields, onSubmit, onClose, children } = props;
  const all = useWords();
  const words = useFormWords();
  const form = useRef<HTMLFormElement>(null);
  const wrong = wrongIn(failure, fields);

  useEffect(() => {
    if (failure) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [failure]);

  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!busy && !unready) onSubmit(new FormData(event.currentTarget));
  };

  return (
    <Dialog title={title} onClose={onClose}>
      <form ref={form} className={styles.form} onSubmit={send}>
        <div role="alert">{failure && !wrong && <p className={styles.refused}>{refusal(failure, words)}</p>}</div>
        <WrongContext value={wrong}>{children}</WrongContext>
        <div className={styles.acts}>
          <button type="button" className="button quiet" onClick={(event) => closeAround(event.currentTarget)}>
            {words.cancel}
          </button>
          <button type="submit" className={grave ? 'button grave' : 'button primary'} aria-disabled={busy || unready}>
            {busy ? all.loading : submit}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
