import type { Card, Health, Section } from '../api/live';
import { Skeleton } from '../ui/Skeleton';
import { useWords, type Words } from '../words';
import { HealthStatusCard } from './HealthStatusCard';
import styles from './HealthStatusGrid.module.css';
import { IntegrationIcon } from './IntegrationIcon';
import { SectionProblem } from './SectionProblem';

const SHOWN: Card['type'][] = ['COMARCH', 'EDI', 'API_KEYS', 'WEBHOOKS'];

/** The four cards. Without data, each says for itself that there is none. */
export function HealthStatusGrid(props: {
  health: Section<Health>;
  mayConfigure: boolean;
  onRetry: () => void;
}) {
  const { health, mayConfigure, onRetry } = props;
  const words = useWords();
  const failed = health.problem !== undefined;
  return (
    <section aria-labelledby="health" className={styles.section}>
      <h2 id="health" className="visually-hidden">
        {words.figures}
      </h2>
      {failed && health.data && (
        <SectionProblem title={words.healthUnavailable} at={health.at} onRetry={onRetry} />
      )}
      <div className={failed ? `${styles.grid} ${styles.old}` : styles.grid}>
        {SHOWN.map((type) => {
          const card = health.data?.cards.find((one) => one.type === type);
          if (card && health.data) {
            const { computedAt } = health.data;
            return <HealthStatusCard key={type} {...{ card, computedAt, mayConfigure }} />;
          }
          return failed ? (
            <MissingCard key={type} type={type} words={words} onRetry={onRetry} />
          ) : (
            <Skeleton key={type} height={172} label={words.loading} />
          );
        })}
      </div>
    </section>
  );
}

function MissingCard(props: { type: Card['type']; words: Words; onRetry: () => void }) {
  return (
    <article className={`card ${styles.missing}`} data-card={props.type} data-tone="missing">
      <h3>
        <IntegrationIcon type={props.type} /> {props.words.types[props.type]}
      </h3>
      <SectionProblem title={props.words.cardUnavailable} at={undefined} onRetry={props.onRetry} />
    </article>
  );
}
