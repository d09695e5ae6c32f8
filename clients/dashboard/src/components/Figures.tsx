import type { ReactNode } from 'react';
import styles from './Figures.module.css';

export type Figure = { label: string; value: ReactNode; hint?: string | undefined };

/** Labels on the left, values on the right. */
export function Figures({ figures }: { figures: Figure[] }) {
  return (
    <dl className={styles.figures}>
      {figures.map(({ label, value, hint }) => (
        <div key={label} title={hint}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
