import { Link } from 'wouter';
import type { Errors, Health, Section } from '../api/live';
import { deadLetters, failedLogs, pendingRetries } from '../routes/paths';
import { useNow } from '../ui/clock';
import { Empty } from '../ui/Empty';
import { Icon } from '../ui/icons';
import { Skeleton } from '../ui/Skeleton';
import { useWords, type Words } from '../words';
import styles from './ErrorSummaryPanel.module.css';
import { IncidentLines } from './IncidentLines';
import { IntegrationIcon } from './IntegrationIcon';
import { OpenInGraphiql } from './OpenInGraphiql';
import { SectionProblem } from './SectionProblem';

/** What failed, waits and is dead. "All healthy" is said only when every part of it is true. */
export function ErrorSummaryPanel(props: {
  errors: Section<Errors>;
  health: Health | undefined;
  onRetry: () => void;
}) {
  const words = useWords();
  const { data, problem, at } = props.errors;
  return (
    <section className={`card ${styles.panel}`} aria-labelledby="errors" data-errors>
      <header className={styles.head}>
        <h2 id="errors">{words.errors}</h2>
        <OpenInGraphiql field="errorSummary" panel={words.errors} />
      </header>
      {problem !== undefined && (
        <SectionProblem title={words.errorsUnavailable} at={at} onRetry={props.onRetry} />
      )}
      {!data && problem === undefined && <Skeleton height={132} label={words.loading} />}
      {data && (allWell(data, props.health) ? <AllWell health={props.health} /> : <Counts errors={data} />)}
    </section>
  );
}

const allWell = (errors: Errors, health: Health | undefined) =>
  errors.failedCount24h + errors.pendingRetries + errors.deadLetterQueueCount + errors.openIncidentCount === 0 &&
  health?.overallStatus === 'HEALTHY';

function AllWell({ health }: { health: Health | undefined }) {
  const words = useWords();
  const now = useNow();
  const failures = (health?.cards ?? []).flatMap((card) => (card.lastErrorAt ? [Date.parse(card.lastErrorAt)] : []));
  const hint =
    failures.length > 0
      ? words.lastFailure(words.clock.ago(Math.max(...failures), now))
      : words.noFailureEver;
  return <Empty icon="check" tone="ok" title={words.allHealthy} hint={hint} />;
}

function Counts({ errors }: { errors: Errors }) {
  const words = useWords();
  const now = useNow();
  const age = (at: string | null) =>
    at === null ? words.now : words.oldest(words.clock.age(Date.parse(at), now));
  const rows = [
    { label: words.failedSyncs, n: errors.failedCount24h, to: failedLogs, hint: words.failedSyncsHint },
    { label: words.pendingRetries, n: errors.pendingRetries, to: pendingRetries, side: age(errors.oldestPendingAt) },
    { label: words.deadLetterQueue, n: errors.deadLetterQueueCount, to: deadLetters, side: age(errors.oldestDeadAt) },
  ];
  return (
    <>
      <ul data-counts>
        {rows.map((row) => (
          <li key={row.label}>
            <Link href={row.to} title={row.hint} className={styles.count}>
              <span className={styles.label}>{row.label}</span>
              <span className={`${styles.number} ${row.n > 0 ? styles.some : ''}`}>{words.number(row.n)}</span>
              {row.side && <span className={styles.side}>{row.side}</span>}
              <Icon name="chevron" />
            </Link>
          </li>
        ))}
      </ul>
      <IncidentLines errors={errors} />
      {errors.byType.length > 0 && (
        <div className={styles.types}>
          <h3>{words.byType}</h3>
          <ul>
            {errors.byType.map((type) => (
              <li key={type.type}>
                <IntegrationIcon type={type.type} />
                <span>{words.types[type.type]}</span>
                <span className="tabular">{countsOf(type, words)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function countsOf(type: Errors['byType'][number], words: Words): string {
  const { failedCount24h, pendingRetries: waiting, deadLetterQueueCount: dead } = type;
  return [
    failedCount24h > 0 && words.failedOf(failedCount24h),
    waiting > 0 && words.waitingOf(waiting),
    dead > 0 && words.deadOf(dead),
  ]
    .filter(Boolean)
    .join(', ');
}
