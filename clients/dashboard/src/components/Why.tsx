import { useId } from 'react';
import type { Card } from '../api/live';
import { useWords } from '../words';
import { OpenInGraphiql } from './OpenInGraphiql';
import styles from './Why.module.css';

/** Which rule decided, with its numbers, and what turns the card green. */
export function Why({ card, computedAt }: { card: Card; computedAt: string }) {
  const words = useWords();
  const id = useId();
  const name = words.types[card.type];
  const { summary, turnsOkWhen } = words.reason(card);
  return (
    <>
      <button
        type="button"
        className={`button quiet small ${styles.why}`}
        popoverTarget={id}
        aria-label={words.whyOf(name)}
      >
        {words.why}
      </button>
      <div id={id} popover="auto" className={styles.answer} role="dialog" aria-label={words.whyOf(name)}>
        <h3>{words.whyOf(name)}</h3>
        <p>{summary}</p>
        {turnsOkWhen && (
          <p>
            <strong>{words.turnsGreen}:</strong> {turnsOkWhen}
          </p>
        )}
        <p className="muted small">
          {words.judgedAt(words.clock.time(Date.parse(computedAt)))} ·{' '}
          <code className="mono">{card.reason.rule}</code>
        </p>
        <OpenInGraphiql field="healthStatus" panel={name} spelled />
      </div>
    </>
  );
}
