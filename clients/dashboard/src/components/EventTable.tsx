import { Link } from 'wouter';
import type { Event } from '../api/live';
import { eventPath } from '../routes/paths';
import { Breakable } from '../ui/Breakable';
import { Time } from '../ui/Time';
import { useWide } from '../ui/useWide';
import { useWords } from '../words';
import { EventRow } from './EventRow';
import styles from './EventTable.module.css';
import { IntegrationIcon } from './IntegrationIcon';
import { StatusBadge } from './StatusBadge';
import { toneOfEvent } from './tone';

/** Events as a table, and as a list where a table does not fit. Every row is a link. */
export function EventTable({ events, caption }: { events: Event[]; caption: string }) {
  return useWide() ? <Table events={events} caption={caption} /> : <List events={events} caption={caption} />;
}

function Table({ events, caption }: { events: Event[]; caption: string }) {
  const words = useWords();
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{words.time}</th>
          <th scope="col">{words.statusLabel}</th>
          <th scope="col">{words.type}</th>
          <th scope="col">{words.message}</th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <tr key={event.id} data-event={event.id}>
            <td className="tabular">
              <Time at={event.occurredAt} />
            </td>
            <td>
              <StatusBadge tone={toneOfEvent[event.status]} calm={event.status === 'SUCCESS'}>
                {words.eventStatus[event.status]}
              </StatusBadge>
            </td>
            <td>
              <span className={styles.type}>
                <IntegrationIcon type={event.type} />
                {words.eventKinds[event.eventType] ?? event.eventType}
              </span>
            </td>
            <td>
              <Link href={eventPath(event.id)} className={styles.cover}>
                <Breakable text={event.message} />
              </Link>
              {event.errorMessage && <span className={styles.error}>{event.errorMessage}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function List({ events, caption }: { events: Event[]; caption: string }) {
  return (
    <ul aria-label={caption} className={styles.list}>
      {events.map((event) => (
        <li key={event.id} data-event={event.id}>
          <Link href={eventPath(event.id)}>
            <EventRow event={event} />
          </Link>
        </li>
      ))}
    </ul>
  );
}
