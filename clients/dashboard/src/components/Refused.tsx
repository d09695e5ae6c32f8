import type { Failure } from '../api/failure';
import { plain } from '../api/wrong';
import { useFormWords } from '../words/forms';
import styles from './Actions.module.css';

/** Why a button did not do what it says. */
export function Refused({ failure }: { failure: Failure | undefined }) {
  const words = useFormWords();
  if (!failure) return null;
  return (
    <p role="alert" className={styles.refused}>
      {refusal(failure, words)}
    </p>
  );
}

/** The gateway's own sentence where it has one. */
export const refusal = (failure: Failure, words: ReturnType<typeof useFormWords>) =>
  failure.kind === 'broken' ? plain(failure.message) : words.refused[failure.kind];
