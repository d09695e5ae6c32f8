import type { Health } from '../api/live';
import { Icon } from '../ui/icons';
import { useWords } from '../words';
import styles from './OverallLine.module.css';
import { shapeOf, type Tone } from './tone';

const tones: Record<Health['overallStatus'], Tone> = {
  HEALTHY: 'ok',
  DEGRADED: 'warning',
  DOWN: 'critical',
};

/** All integrations in one sentence. */
export function OverallLine({ health }: { health: Health }) {
  const words = useWords();
  const tone = health.configuredCount === 0 ? 'neutral' : tones[health.overallStatus];
  return (
    <p className={`${styles.line} ${styles[tone]}`} data-overall={health.overallStatus}>
      <Icon name={shapeOf[tone]} />
      {health.configuredCount > 0 && <strong>{words.overall[health.overallStatus]}</strong>}
      <span>{sentence(health, words)}</span>
      {health.successRate24h !== null && (
        <span className={styles.rate}>{words.overallRate(health.successRate24h)}</span>
      )}
    </p>
  );
}

function sentence(health: Health, words: ReturnType<typeof useWords>): string {
  if (health.configuredCount === 0) return words.overallNone;
  const names = health.cards
    .filter((card) => card.level === 'WARNING' || card.level === 'CRITICAL')
    .map((card) => words.types[card.type]);
  return names.length === 0
    ? words.overallHealthy(health.configuredCount)
    : words.needsAttention(new Intl.ListFormat(words.language).format(names));
}
