import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Link } from 'wouter';
import type { Activity, Event, Section } from '../api/live';
import { paths } from '../routes/paths';
import { Empty } from '../ui/Empty';
import { Skeleton } from '../ui/Skeleton';
import { useWords } from '../words';
import styles from './ActivityFeed.module.css';
import { ActivityFeedItem } from './ActivityFeedItem';
import { OpenInGraphiql } from './OpenInGraphiql';
import { SectionProblem } from './SectionProblem';

/** The newest events. What somebody reads never moves: new rows then wait behind a button. */
export function ActivityFeed({ activity, onRetry }: { activity: Section<Activity>; onRetry: () => void }) {
  const words = useWords();
  const { data, problem, at } = activity;
  return (
    <section className={`card ${styles.feed}`} aria-labelledby="activity" data-feed>
      {problem !== undefined && (
        <SectionProblem title={words.activityUnavailable} at={at} onRetry={onRetry} />
      )}
      {!data && problem === undefined && <Skeleton height={420} label={words.loading} />}
      {data && <Feed data={data} old={problem !== undefined} />}
      {!data && <h2 id="activity" className={problem === undefined ? 'visually-hidden' : ''}>{words.activity}</h2>}
    </section>
  );
}

function Feed({ data, old }: { data: Activity; old: boolean }) {
  const words = useWords();
  const list = useRef<HTMLUListElement>(null);
  const [open, setOpen] = useState<string>();
  const { shown, waiting, fresh, show } = useCalmList(data.events, list, open !== undefined);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && open) {
      setOpen(undefined);
      list.current?.querySelector<HTMLElement>(`[data-event="${open}"] button`)?.focus();
    }
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    if (step && event.target instanceof HTMLElement && event.target.ariaExpanded !== null) {
      event.preventDefault();
      const rows = [...(list.current?.querySelectorAll<HTMLElement>('button[aria-expanded]') ?? [])];
      rows[rows.indexOf(event.target) + step]?.focus();
    }
  };

  return (
    <>
      <header className={styles.head}>
        <h2 id="activity">{words.activity}</h2>
        {shown.length > 0 && <span className={`muted small ${styles.hint}`}>{words.activityHint(shown.length)}</span>}
        <span className={styles.space} />
        {waiting > 0 && (
          <button type="button" className="button small primary" onClick={show}>
            {words.newEvents(waiting)}
          </button>
        )}
        <Link href={paths.logs} className="small">
          {words.openLogs}
        </Link>
        <OpenInGraphiql field="recentActivity" panel={words.activity} />
      </header>
      {shown.length === 0 ? (
        <Empty
          icon="logs"
          title={words.noActivityYet}
          hint={
            data.lastEventAt ? (
              <span title={words.clock.exact(Date.parse(data.lastEventAt))}>
                {words.lastEvent(words.clock.ago(Date.parse(data.lastEventAt), Date.parse(data.serverTime)))}{' '}
                <Link href={paths.logs}>{words.openLogs}</Link>
              </span>
            ) : (
              words.noEventEver
            )
          }
        />
      ) : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys of the buttons inside, handled once
        <ul ref={list} className={old ? `${styles.list} ${styles.old}` : styles.list} onKeyDown={onKeyDown}>
          {shown.map((event) => (
            <ActivityFeedItem
              key={event.id}
              event={event}
              fresh={fresh.has(event.id)}
              open={open === event.id}
              onToggle={(id) => setOpen(open === id ? undefined : id)}
            />
          ))}
        </ul>
      )}
    </>
  );
}

/** Takes new events at once while nobody is busy with the list; otherwise when asked to. */
function useCalmList(newest: Event[], list: React.RefObject<HTMLUListElement | null>, open: boolean) {
  const [shown, setShown] = useState(newest);
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const known = new Set(shown.map((event) => event.id));
  const coming = newest.filter((event) => !known.has(event.id));

  const show = () => {
    setFresh(new Set(coming.map((event) => event.id)));
    setShown(newest);
  };

  useEffect(() => {
    if (newest === shown) return;
    const busy = open || list.current?.matches(':hover, :focus-within');
    if (!busy || coming.length === 0) show();
  });

  return { shown, waiting: coming.length, fresh, show };
}
