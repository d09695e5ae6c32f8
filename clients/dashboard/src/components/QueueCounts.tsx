import type { Errors } from '../api/live';
import { useNow } from '../ui/clock';
import { useWords } from '../words';
import { Figures } from './Figures';
import styles from '../pages/Page.module.css';

/** How many wait or are dead, by integration, and since when. */
export function QueueCounts({ errors, tab }: { errors: Errors; tab: 'retries' | 'dead' }) {
  const words = useWords();
  const now = useNow();
  const dead = tab === 'dead';
  const count = (of: Errors | Errors['byType'][number]) =>
    dead ? of.deadLetterQueueCount : of.pendingRetries;
  const oldest = dead ? errors.oldestDeadAt : errors.oldestPendingAt;
  // the list itself says that it is empty
  if (count(errors) === 0) return null;
  return (
    <section className={`card ${styles.box}`} aria-label={words.byType}>
      <p className="muted">
        {dead ? words.deadHint : words.retriesHint}{' '}
        {oldest && words.waitsSince(words.clock.age(Date.parse(oldest), now))}
      </p>
      <Figures
        figures={errors.byType
          .filter((type) => count(type) > 0)
          .map((type) => ({ label: words.types[type.type], value: words.number(count(type)) }))}
      />
    </section>
  );
}
