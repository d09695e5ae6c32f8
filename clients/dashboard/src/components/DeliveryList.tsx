import { Link } from 'wouter';
import type { WebhookQuery } from '../api/types/graphql';
import { eventPath } from '../routes/paths';
import { Icon } from '../ui/icons';
import { Time } from '../ui/Time';
import { useListWords } from '../words/lists';
import { Attempts } from './Attempts';
import styles from './DeliveryList.module.css';
import { Figures } from './Figures';
import { tones } from './listTones';
import { StatusBadge } from './StatusBadge';

type Delivery = NonNullable<WebhookQuery['webhook']>['deliveries']['nodes'][number];

/** Deliveries, each with its attempts behind it. */
export function DeliveryList({ deliveries }: { deliveries: Delivery[] }) {
  return (
    <ul className={styles.list}>
      {deliveries.map((delivery) => (
        <li key={delivery.id} data-item={delivery.id}>
          <details>
            <Line delivery={delivery} />
            <Details delivery={delivery} />
          </details>
        </li>
      ))}
    </ul>
  );
}

function Line({ delivery }: { delivery: Delivery }) {
  const words = useListWords();
  return (
    <summary>
      <Icon name="chevron" className={styles.chevron} />
      <span className={styles.kind}>{delivery.eventType}</span>
      <span className="muted small">{words.attemptsOf(delivery.attemptCount)}</span>
      <span className={styles.state}>
        <StatusBadge tone={tones[delivery.state]} calm={delivery.state === 'DELIVERED'}>
          {words.deliveryStates[delivery.state]}
        </StatusBadge>
      </span>
      <span className={styles.when}>
        <Time at={delivery.finalAt ?? delivery.createdAt} />
      </span>
    </summary>
  );
}

function Details({ delivery }: { delivery: Delivery }) {
  const words = useListWords();
  return (
    <div className={styles.details}>
      <h3 className="visually-hidden">{delivery.eventType}</h3>
      {delivery.attempts.length > 0 ? (
        <Attempts attempts={delivery.attempts} />
      ) : (
        delivery.attemptCount > 0 && <p className="muted">{words.attemptsGone}</p>
      )}
      <Figures
        figures={[
          ...(delivery.nextAttemptAt
            ? [{ label: words.nextAttempt, value: <Time at={delivery.nextAttemptAt} ahead /> }]
            : []),
          { label: words.messageId, value: <span className="mono">{delivery.messageId}</span> },
        ]}
      />
      {delivery.eventId && (
        <Link href={eventPath(delivery.eventId)} className="small">
          {words.openEvent}
        </Link>
      )}
    </div>
  );
}
