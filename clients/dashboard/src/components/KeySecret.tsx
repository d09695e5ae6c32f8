import type { ReactNode } from 'react';
import { useFormWords } from '../words/forms';
import { SecretDialog } from './SecretDialog';
import styles from './SecretDialog.module.css';

/** A key that was just made. */
export interface Issued {
  name: string;
  token: string;
  /** What becomes of the key that it replaces. */
  old?: ReactNode;
}

/** The key itself, this once, and how it is used. */
export function KeySecret({ issued, onClose }: { issued: Issued; onClose: () => void }) {
  const words = useFormWords();
  return (
    <SecretDialog title={words.keyMade(issued.name)} label={words.token} secret={issued.token} onClose={onClose}>
      {issued.old && <p>{issued.old}</p>}
      <p className="muted">
        {words.tokenUse} <code className={styles.code}>Authorization: Bearer {issued.token.slice(0, 8)}…</code>
      </p>
    </SecretDialog>
  );
}
