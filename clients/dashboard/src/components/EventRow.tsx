import type { Event } from '../api/live';
import { Breakable } from '../ui/Breakable';
import { Time } from '../ui/Time';
import { useWords } from '../words';
import styles from './EventRow.module.css';
import { IntegrationIcon } from './IntegrationIcon';
import { StatusBadge } from './StatusBadge';
import { toneOfEvent } from './tone';

/** One event in a line; in two where it is narrow. */
export function EventRow({ event }: { event: Event }) {
  const words = useWords();
  return (
    <span className={styles.row}>
      <span className={styles.icon}>
        <IntegrationIcon type={event.type} />
      </span>
      <span className={styles.text}>
        <span className={styles.message} title={event.message}>
          <Breakable text={event.message} />
        </span>
        <span className={styles.kind}>
          {words.eventKinds[event.eventType] ?? event.eventType}
          {event.errorMessage && ` · ${event.errorMessage}`}
          {event.arrivedLate && ` · ${words.arrivedLate}`}
        </span>
      </span>
      <StatusBadge tone={toneOfEvent[event.status]} calm={event.status === 'SUCCESS'}>{words.eventStatus[event.status]}</StatusBadge>
      <span className={styles.time}>
        <Time at={event.occurredAt} />
      </span>
    </span>
  );
}
