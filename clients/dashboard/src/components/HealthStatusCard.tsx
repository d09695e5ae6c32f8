import { Link } from 'wouter';
import type { Card } from '../api/live';
import { pathOf } from '../routes/paths';
import { Icon } from '../ui/icons';
import { useWords } from '../words';
import { cardFigures } from './cardFigures';
import { Figures } from './Figures';
import styles from './HealthStatusCard.module.css';
import { HourStrip } from './HourStrip';
import { IntegrationIcon } from './IntegrationIcon';
import { StatusBadge } from './StatusBadge';
import { statusWord, toneOf } from './tone';
import { Why } from './Why';

/** How one integration is doing. The heading's link covers the whole card. */
export function HealthStatusCard(props: { card: Card; computedAt: string; mayConfigure: boolean }) {
  const { card, computedAt, mayConfigure } = props;
  const words = useWords();
  const tone = toneOf(card);
  const unset = card.status === 'NOT_CONFIGURED';
  return (
    <article className={`card ${styles.card}`} data-card={card.type} data-tone={tone}>
      <header className={styles.head}>
        <IntegrationIcon type={card.type} />
        <h3>
          <Link href={pathOf[card.type]} className={styles.cover}>
            {words.types[card.type]}
          </Link>
        </h3>
        <StatusBadge tone={tone}>{statusWord(card, words)}</StatusBadge>
      </header>
      {tone === 'critical' && (
        <p className={styles.alarm}>
          <Icon name="octagon" />
          {words.reason(card).summary}
        </p>
      )}
      {unset ? (
        <p className="muted">{words.setUp[card.type]}</p>
      ) : (
        <Figures figures={cardFigures(card, words)} />
      )}
      {!unset && <HourStrip card={card} />}
      <footer className={styles.foot}>
        {unset && mayConfigure && (
          <Link href={pathOf[card.type]} className={`button small ${styles.above}`}>
            {words.configure}
          </Link>
        )}
        {card.warningCount24h > 0 && (
          <span className="muted small">{words.withWarnings(card.warningCount24h)}</span>
        )}
        <span className={styles.space} />
        {!unset && <Why card={card} computedAt={computedAt} />}
      </footer>
    </article>
  );
}
