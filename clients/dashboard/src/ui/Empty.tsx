import type { ReactNode } from 'react';
import { Icon, type IconName } from './icons';
import styles from './Empty.module.css';

/** Says that there is nothing, and why that is so. */
export function Empty(props: {
  icon: IconName;
  title: string;
  hint?: ReactNode;
  tone?: 'ok' | 'neutral' | 'critical';
  children?: ReactNode;
}) {
  return (
    <div className={styles.empty}>
      <span className={`${styles.disc} ${styles[props.tone ?? 'neutral']}`}>
        <Icon name={props.icon} />
      </span>
      <p className={styles.title}>{props.title}</p>
      {props.hint && <p className="muted">{props.hint}</p>}
      {props.children}
    </div>
  );
}
