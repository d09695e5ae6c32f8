import { useId } from 'react';
import { Link } from 'wouter';
import type { Event } from '../api/live';
import { eventPath } from '../routes/paths';
import { Icon } from '../ui/icons';
import { useWords } from '../words';
import styles from './ActivityFeed.module.css';
import { EventDetails } from './EventDetails';
import { EventRow } from './EventRow';

export function ActivityFeedItem(props: {
  event: Event;
  fresh: boolean;
  open: boolean;
  onToggle: (id: string) => void;
}) {
  const { event, fresh, open, onToggle } = props;
  const words = useWords();
  const region = useId();
  return (
    <li className={fresh ? `${styles.item} ${styles.fresh}` : styles.item} data-event={event.id}>
      <button
        type="button"
        className={styles.toggle}
        aria-expanded={open}
        aria-controls={region}
        onClick={() => onToggle(event.id)}
      >
        <Icon name="chevron" className={styles.chevron} />
        <EventRow event={event} />
      </button>
      <div id={region} className={styles.details} hidden={!open}>
        {open && (
          <>
            <EventDetails id={event.id} />
            <Link href={eventPath(event.id)} className="small">
              {words.openEvent}
            </Link>
          </>
        )}
      </div>
    </li>
  );
}
