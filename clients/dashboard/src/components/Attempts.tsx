import { Time } from '../ui/Time';
import { useWords } from '../words';
import styles from './Attempts.module.css';
import type { Detail } from './EventDetails';

/** The newest attempt first: the first one's error is not what is wrong now. */
export function Attempts({ attempts }: { attempts: Detail['attempts'] }) {
  const words = useWords();
  if (attempts.length === 0) return null;
  return (
    <section>
      <h3 className="label">{words.attempts}</h3>
      <ol className={styles.attempts}>
        {attempts.toReversed().map((attempt) => (
          <li key={attempt.number}>
            <span>
              {words.attempt} {attempt.number}, {words.trigger[attempt.trigger]}
            </span>
            <Time at={attempt.startedAt} />
            <span className="tabular">
              {attempt.responseStatus === null ? words.noAnswer : `HTTP ${attempt.responseStatus}`}
              {attempt.durationMs !== null && `, ${words.number(attempt.durationMs)} ms`}
            </span>
            {attempt.error && <span>{attempt.error}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}
