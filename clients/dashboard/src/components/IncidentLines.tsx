import { Link } from 'wouter';
import type { Errors } from '../api/live';
import { openIncidents } from '../routes/paths';
import { useNow } from '../ui/clock';
import { useWords } from '../words';
import styles from './IncidentLines.module.css';

/** What many failures come down to: the loudest open incidents, a line each. */
export function IncidentLines({ errors }: { errors: Errors }) {
  const words = useWords();
  const now = useNow();
  const more = errors.openIncidentCount - errors.openIncidents.length;
  if (errors.openIncidents.length === 0) return null;
  return (
    <div className={styles.incidents}>
      <h3>{words.openIncidents}</h3>
      <ul data-incidents>
        {errors.openIncidents.map((incident) => (
          <li key={incident.id}>
            <Link href={openIncidents}>{incident.title}</Link>
            <p>
              {[words.sameError(incident.count, Date.parse(incident.since), now), words.waiting(incident.waiting)]
                .filter(Boolean)
                .join(', ')}
            </p>
            {(incident.note !== null || incident.state === 'ACKNOWLEDGED') && (
              <p className="muted small">
                {incident.note === null ? words.incidentStates[incident.state] : words.lastTime(incident.note)}
              </p>
            )}
          </li>
        ))}
      </ul>
      {more > 0 && <Link href={openIncidents}>{words.moreIncidents(more)}</Link>}
    </div>
  );
}
