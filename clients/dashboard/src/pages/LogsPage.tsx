import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'wouter';
import { filtersOf, restricts, searchOf, type Filters } from '../api/logFilter';
import { useLogs } from '../api/logs';
import { EventTable } from '../components/EventTable';
import { LogFilters } from '../components/LogFilters';
import { SectionProblem } from '../components/SectionProblem';
import { Empty } from '../ui/Empty';
import { Icon } from '../ui/icons';
import { Skeleton } from '../ui/Skeleton';
import { useTitle } from '../ui/useTitle';
import { useWords } from '../words';
import styles from './Page.module.css';

/** Every event there is. The address holds the filters, so that a link shows what its sender saw. */
export default function LogsPage() {
  const words = useWords();
  const [search, setSearch] = useSearchParams();
  const address = search.toString();
  const filters = useMemo(() => filtersOf(new URLSearchParams(address)), [address]);
  const logs = useLogs(filters);
  useTitle(words.logs);
  const change = useCallback(
    (next: Filters) => setSearch(searchOf(next), { replace: true }),
    [setSearch],
  );
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{words.logs}</h1>
        <button type="button" className="button small" onClick={() => logs.again()}>
          <Icon name="refresh" />
          {words.refresh}
        </button>
      </header>
      <LogFilters filters={filters} onChange={change} />
      {logs.state === 'failed' && (
        <SectionProblem title={words.logsUnavailable} at={undefined} onRetry={() => logs.again()} />
      )}
      <Found logs={logs} filtered={restricts(filters)} />
    </div>
  );
}

function Found({ logs, filtered }: { logs: ReturnType<typeof useLogs>; filtered: boolean }) {
  const words = useWords();
  const { items: events, next, state, more } = logs;
  if (events.length === 0) {
    if (state === 'loading') return <Skeleton height={480} label={words.loading} />;
    if (state === 'failed') return null;
    return (
      <section className="card" data-ready>
        {filtered ? (
          <Empty icon="logs" title={words.noMatch} hint={words.noMatchHint} />
        ) : (
          <Empty icon="logs" title={words.logsEmpty} hint={words.logsEmptyHint} />
        )}
      </section>
    );
  }
  return (
    <section className={`card ${styles.table} ${state === 'loading' ? styles.old : ''}`} data-ready>
      <EventTable events={events} caption={words.logs} />
      <footer className={styles.foot}>
        <span className="muted small">{words.shown(events.length)}</span>
        {next ? (
          <button
            type="button"
            className="button"
            disabled={state === 'loadingMore'}
            onClick={() => void more(next)}
          >
            {words.older}
          </button>
        ) : (
          <span className="muted small">{words.end}</span>
        )}
      </footer>
    </section>
  );
}
