import { Link } from 'wouter';
import { eventPath, logsOfIncident } from '../routes/paths';
import { useNow } from '../ui/clock';
import { Time } from '../ui/Time';
import { useWords } from '../words';
import { useListWords } from '../words/lists';
import styles from './IncidentList.module.css';
import type { Incident } from './IncidentList';
import { tones } from './listTones';
import { StatusBadge } from './StatusBadge';

interface Props {
  incident: Incident;
  may: boolean;
  onAcknowledge: () => void;
  onResolve: () => void;
}

/** What fails, since when and how often, who waits, and what helped the last time. */
export function IncidentCard(props: Props) {
  const { incident } = props;
  const words = useListWords();
  const all = useWords();
  const now = useNow();
  const sentence = [all.sameError(incident.count, Date.parse(incident.since), now), all.waiting(incident.waiting)];
  return (
    <li data-item={incident.id} data-state={incident.state}>
      <article aria-labelledby={incident.id} className={styles.incident}>
        <header className={styles.head}>
          <StatusBadge tone={tones[incident.state]}>{all.incidentStates[incident.state]}</StatusBadge>
          <h3 id={incident.id}>{incident.title}</h3>
        </header>
        <p className={styles.sentence}>{sentence.filter(Boolean).join(', ')}</p>
        <p className="muted small">
          {[all.types[incident.type], incident.via].filter(Boolean).join(' · ')} · {words.lastFailure}{' '}
          <Time at={incident.lastSeenAt} />
          {incident.reopenCount > 0 && ` · ${words.cameBack(incident.reopenCount)}`}
        </p>
        {incident.state === 'ACKNOWLEDGED' && incident.acknowledgedBy !== null && (
          <p className="small">{words.acknowledgedBy(incident.acknowledgedBy)}</p>
        )}
        {incident.closedByItself && <p className="small">{words.closedByItself}</p>}
        <Note incident={incident} />
        <Acts {...props} />
      </article>
    </li>
  );
}

function Note({ incident: { lastResolution: last, state } }: { incident: Incident }) {
  const words = useListWords();
  const all = useWords();
  if (!last) return null;
  return (
    <blockquote className={styles.note} data-note>
      <p>{state === 'RESOLVED' ? last.note : all.lastTime(last.note)}</p>
      <footer className="muted small">{words.notedBy(last.by, all.clock.exact(Date.parse(last.at)))}</footer>
    </blockquote>
  );
}

function Acts({ incident, may, onAcknowledge, onResolve }: Props) {
  const words = useListWords();
  const resolved = incident.state === 'RESOLVED';
  return (
    <div className={styles.acts}>
      {may && incident.state === 'OPEN' && (
        <button type="button" className="button small" onClick={onAcknowledge}>
          {words.acknowledge}
        </button>
      )}
      {may && (!resolved || incident.closedByItself) && (
        <button type="button" className="button small" onClick={onResolve}>
          {resolved ? words.explain : words.resolve}
        </button>
      )}
      <Link href={logsOfIncident(incident.id)}>{words.itsFailures}</Link>
      {incident.eventId && <Link href={eventPath(incident.eventId)}>{words.lastFailure}</Link>}
    </div>
  );
}
