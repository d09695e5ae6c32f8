import { useId, type ReactNode } from 'react';
import { closeAround, Dialog } from '../ui/Dialog';
import { Icon } from '../ui/icons';
import { useFormWords } from '../words/forms';
import { Copy } from './Copy';
import styles from './SecretDialog.module.css';

/** What is shown once: only its own button closes it. */
export function SecretDialog(props: { title: string; label: string; secret: string; onClose: () => void; children?: ReactNode }) {
  const { title, label, secret, onClose, children } = props;
  const words = useFormWords();
  return (
    <Dialog title={title} onClose={onClose} held>
      <p className={styles.warning}>
        <Icon name="triangle" />
        {words.shownOnce}
      </p>
      <Shown label={label} text={secret} />
      {children}
      <div className={styles.acts}>
        <button type="button" className="button primary" onClick={(event) => closeAround(event.currentTarget)}>
          {words.kept}
        </button>
      </div>
    </Dialog>
  );
}

/** A text that is to be taken elsewhere. */
export function Shown({ label, text }: { label: string; text: string }) {
  const id = useId();
  return (
    <div className={styles.secret}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="field mono"
        value={text}
        readOnly
        spellCheck={false}
        autoComplete="off"
        onFocus={(event) => event.currentTarget.select()}
      />
      <Copy text={text} quiet={false} />
    </div>
  );
}
