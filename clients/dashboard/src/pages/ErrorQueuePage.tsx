import { Link, useSearchParams } from 'wouter';
import { refresh, useLive, useUpdates } from '../api/dashboard';
import { NO_FILTERS, type Filters } from '../api/logFilter';
import { useLogs } from '../api/logs';
import { EventTable } from '../components/EventTable';
import { LiveBar } from '../components/LiveBar';
import { QueueCounts } from '../components/QueueCounts';
import { SectionProblem } from '../components/SectionProblem';
import { deadLetters, paths, pendingRetries } from '../routes/paths';
import { Empty } from '../ui/Empty';
import { Skeleton } from '../ui/Skeleton';
import { useTitle } from '../ui/useTitle';
import { useWords } from '../words';
import styles from './Page.module.css';

const FAILED: Filters = { ...NO_FILTERS, status: 'ERROR', period: '7d' };

/** What waits to be tried again, what nobody will try again, and the failures behind both. */
export default function ErrorQueuePage() {
  const words = useWords();
  const [search] = useSearchParams();
  const { errors } = useLive();
  useTitle(words.links.errorQueue);
  useUpdates();
  const tab = search.get('tab') === 'dead' ? 'dead' : 'retries';
  const tabs = [
    { name: 'retries', to: pendingRetries, n: errors.data?.pendingRetries },
    { name: 'dead', to: deadLetters, n: errors.data?.deadLetterQueueCount },
  ] as const;
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{words.links.errorQueue}</h1>
        <LiveBar />
      </header>
      <nav className={styles.tabs} aria-label={words.links.errorQueue}>
        {tabs.map(({ name, to, n }) => (
          <Link key={name} href={to} replace aria-current={tab === name ? 'page' : undefined}>
            {words.tabs[name]}
            {n !== undefined && <span className="tabular">{words.number(n)}</span>}
          </Link>
        ))}
      </nav>
      {errors.problem !== undefined && (
        <SectionProblem title={words.errorsUnavailable} at={errors.at} onRetry={refresh} />
      )}
      {errors.data ? (
        <QueueCounts errors={errors.data} tab={tab} />
      ) : (
        errors.problem === undefined && <Skeleton height={140} label={words.loading} />
      )}
      <Failures />
    </div>
  );
}

function Failures() {
  const words = useWords();
  const { events, state, again } = useLogs(FAILED, 20);
  return (
    <section className={`card ${styles.table}`} aria-labelledby="failures" data-ready={state === 'ready' || undefined}>
      <header className={styles.foot}>
        <h2 id="failures">{words.failedBehind}</h2>
        <Link href={`${paths.logs}?status=error&date_range=7d`}>{words.inLogs}</Link>
      </header>
      {state === 'failed' && <SectionProblem title={words.logsUnavailable} at={undefined} onRetry={again} />}
      {state === 'ready' && events.length === 0 && <Empty icon="check" tone="ok" title={words.noFailureEver} />}
      {events.length > 0 && <EventTable events={events} caption={words.failedBehind} />}
    </section>
  );
}
