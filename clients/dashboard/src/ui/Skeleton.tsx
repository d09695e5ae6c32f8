import styles from './Skeleton.module.css';

/** Holds the place of something that is on its way, in its final size. */
export function Skeleton({ height, label }: { height: number; label: string }) {
  return (
    <div className={`card ${styles.skeleton}`} style={{ height }} aria-busy="true">
      <span className="visually-hidden">{label}</span>
    </div>
  );
}
