import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { refresh, useLive, useUpdates } from '../api/dashboard';
import { useMayManage } from '../api/session';
import { BulkRepair } from '../components/BulkRepair';
import { DeadLetterList } from '../components/DeadLetterList';
import { IncidentList } from '../components/IncidentList';
import { LiveBar } from '../components/LiveBar';
import { QueueCounts } from '../components/QueueCounts';
import { RetryList } from '../components/RetryList';
import { SectionProblem } from '../components/SectionProblem';
import { deadLetters, openIncidents, pendingRetries } from '../routes/paths';
import { Skeleton } from '../ui/Skeleton';
import { useTitle } from '../ui/useTitle';
import { useWords } from '../words';
import styles from './Page.module.css';

/** What failures come down to, what waits to be tried again, and what nobody will try again. */
export default function ErrorQueuePage() {
  const words = useWords();
  const [search] = useSearchParams();
  const { errors } = useLive();
  const may = useMayManage();
  const [turn, setTurn] = useState(0);
  useTitle(words.links.errorQueue);
  useUpdates();
  const wanted = search.get('tab');
  const tab = wanted === 'dead' || wanted === 'incidents' ? wanted : 'retries';
  const tabs = [
    { name: 'incidents', to: openIncidents, n: errors.data?.openIncidentCount },
    { name: 'retries', to: pendingRetries, n: errors.data?.pendingRetries },
    { name: 'dead', to: deadLetters, n: errors.data?.deadLetterQueueCount },
  ] as const;
  const done = () => {
    refresh();
    setTurn(turn + 1);
  };
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
      {tab === 'incidents' ? (
        <IncidentList may={may} onDone={refresh} />
      ) : (
        <>
          {errors.data ? (
            <QueueCounts errors={errors.data} tab={tab} />
          ) : (
            errors.problem === undefined && <Skeleton height={140} label={words.loading} />
          )}
          {tab === 'dead' && may && <BulkRepair none={errors.data?.deadLetterQueueCount === 0} onDone={done} />}
          {tab === 'dead' ? <DeadLetterList key={turn} onDiscarded={may ? refresh : undefined} /> : <RetryList />}
        </>
      )}
    </div>
  );
}
