import { useState } from 'react';
import { Link } from 'wouter';
import { useQuery } from '../api/query';
import { useMayManage } from '../api/session';
import { EventDetailDocument, type EventDetailQuery } from '../api/types/graphql';
import { eventPath } from '../routes/paths';
import { Empty } from '../ui/Empty';
import { Time } from '../ui/Time';
import { useWords, type Words } from '../words';
import { Attempts } from './Attempts';
import { Body } from './Body';
import styles from './EventDetails.module.css';
import { Figures, type Figure } from './Figures';
import { RetryNow } from './RetryNow';
import { SectionProblem } from './SectionProblem';
import { StatusBadge } from './StatusBadge';
import { toneOfEvent } from './tone';

export type Detail = NonNullable<EventDetailQuery['integrationEvent']>;

/** Everything about one event, loaded when somebody wants to know. */
export function EventDetails({ id, headed = false }: { id: string; headed?: boolean }) {
  const words = useWords();
  const { data, problem, failure, loading, again } = useQuery(EventDetailDocument, { id });
  const event = data?.integrationEvent;
  if (event) return <Details event={event} words={words} headed={headed} again={again} />;
  if (loading) return <p className="muted">{words.loading}</p>;
  if (problem?.code === 'NOT_FOUND' && !failure) return <Empty icon="logs" title={words.eventGone} />;
  return <SectionProblem title={words.eventUnavailable} at={undefined} onRetry={again} />;
}

function Details(props: { event: Detail; words: Words; headed: boolean; again: () => void }) {
  const { event, words, headed, again } = props;
  const { payload } = event;
  return (
    <div className={styles.details} data-event-details>
      {headed && (
        <header className={styles.head}>
          <h1>{event.message}</h1>
          <StatusBadge tone={toneOfEvent[event.status]}>{words.eventStatus[event.status]}</StatusBadge>
        </header>
      )}
      {headed && <h2 className="visually-hidden">{words.details}</h2>}
      {event.errorMessage && (
        <p className={styles.error}>
          <strong>{words.errorMessage}:</strong> {event.errorMessage}
        </p>
      )}
      <Figures figures={figures(event, words)} />
      {event.pendingRetry && (
        <p>
          {words.nextAttempt(
            words.clock.exact(Date.parse(event.pendingRetry.runAt)),
            event.pendingRetry.attempt + 1,
            event.pendingRetry.maxAttempts,
          )}
        </p>
      )}
      <Attempts attempts={event.attempts} />
      {event.retries.length > 0 && <LaterOutcomes event={event} words={words} />}
      <div className={styles.bodies}>
        <Body
          title={words.requestBody}
          text={payload?.requestBody}
          cut={payload?.requestTruncated}
        />
        <Body
          title={words.responseBody}
          text={payload?.responseBody}
          cut={payload?.responseTruncated}
        />
      </div>
      {payload && payload.redactedPaths.length > 0 && (
        <p className="muted small" title={payload.redactedPaths.join('\n')}>
          {words.masked(payload.redactedPaths.length)}
        </p>
      )}
      <Repair event={event} words={words} again={again} />
    </div>
  );
}

/** Retry Now for who may, where it makes sense; otherwise why it does not. */
function Repair({ event, words, again }: { event: Detail; words: Words; again: () => void }) {
  const may = useMayManage();
  const [tried, setTried] = useState(false);
  if (event.status === 'SUCCESS' || !may) return null;
  // who has tried keeps the outcome before him, though it cannot be tried once more
  if (event.whyNotRetryable === null || tried) {
    return <RetryNow id={event.id} onOver={() => (setTried(true), again())} />;
  }
  return <p className="muted small">{words.obstacles[event.whyNotRetryable]}</p>;
}

function LaterOutcomes({ event, words }: { event: Detail; words: Words }) {
  return (
    <section>
      <h3 className="label">{words.laterOutcomes}</h3>
      <ul className={styles.outcomes}>
        {event.retries.map((retry) => (
          <li key={retry.eventId}>
            <StatusBadge tone={toneOfEvent[retry.status]}>{words.eventStatus[retry.status]}</StatusBadge>
            <Link href={eventPath(retry.eventId)}>
              <Time at={retry.occurredAt} />
            </Link>
            {retry.errorMessage}
          </li>
        ))}
      </ul>
    </section>
  );
}

function figures(event: Detail, words: Words): Figure[] {
  const via = event.webhook?.name ?? event.connection?.name ?? event.apiKey?.name;
  const all: (Figure | false | null | undefined | '')[] = [
    { label: words.retryCount, value: words.number(event.retryCount) },
    event.httpStatus !== null && { label: words.httpStatus, value: event.httpStatus },
    event.durationMs !== null && { label: words.duration, value: `${words.number(event.durationMs)} ms` },
    event.failureOrigin && { label: words.origin, value: words.origins[event.failureOrigin] },
    via && { label: words.via, value: via, hint: event.webhook?.url },
    event.direction && { label: words.direction, value: words.directions[event.direction] },
    event.businessRef && {
      label: words.reference,
      value: [event.businessKind, event.businessRef].filter(Boolean).join(' '),
    },
    { label: words.occurred, value: words.clock.exact(Date.parse(event.occurredAt)) },
    event.arrivedLate && { label: words.recorded, value: words.clock.exact(Date.parse(event.recordedAt)) },
    event.correlationId && { label: words.correlation, value: <span className="mono">{event.correlationId}</span> },
    event.traceId && { label: words.trace, value: <span className="mono">{event.traceId}</span> },
    { label: words.eventId, value: <span className="mono">{event.id}</span> },
  ];
  return all.filter((figure): figure is Figure => Boolean(figure));
}
