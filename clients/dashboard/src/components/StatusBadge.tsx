import { Icon } from '../ui/icons';
import styles from './StatusBadge.module.css';
import { shapeOf, type Tone } from './tone';

/** Shape, word and colour; `calm` where many are fine and one is not. */
export function StatusBadge(props: { tone: Tone; calm?: boolean; children: string }) {
  const { tone, calm = false, children } = props;
  return (
    <span className={`${styles.badge} ${styles[tone]} ${calm ? styles.calm : ''}`} data-tone={tone}>
      <Icon name={shapeOf[tone]} className={styles.shape} />
      {children}
    </span>
  );
}
