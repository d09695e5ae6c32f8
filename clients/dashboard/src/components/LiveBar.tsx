import { refresh, turn, useLive } from '../api/dashboard';
import type { Live } from '../api/live';
import { useNow } from '../ui/clock';
import { Icon } from '../ui/icons';
import { useWords, type Words } from '../words';
import styles from './LiveBar.module.css';

const STALE = 90_000;
const JUST_NOW = 5_000;

/** How old the data is, how it comes, and the two buttons that decide about it. */
export function LiveBar() {
  const live = useLive();
  const words = useWords();
  const now = useNow();
  const state = connectionOf(live);
  const { updatedAt } = live;
  const old = live.stale || live.failure !== undefined;
  const stale = updatedAt !== undefined && (old || now - updatedAt > STALE);
  return (
    <div className={styles.bar} data-live={state}>
      <span className={`${styles.age} tabular`} title={updatedAt === undefined ? undefined : words.clock.exact(updatedAt)}>
        {updatedAt === undefined ? words.neverUpdated : ageOf(updatedAt, now, words)}
      </span>
      <span className={`${styles.state} ${styles[state]}`}>
        <span className={live.asking ? `${styles.dot} ${styles.busy}` : styles.dot} />
        {words.connection[state]}
      </span>
      {stale && <span className={styles.stale}>{words.stale(words.clock.time(updatedAt))}</span>}
      <button
        type="button"
        className="button small"
        title={live.paused ? words.resumeHint : words.pauseHint}
        onClick={turn}
      >
        <Icon name={live.paused ? 'play' : 'pause'} />
        {live.paused ? words.resume : words.pause}
      </button>
      <button type="button" className="button small" onClick={refresh}>
        <Icon name="refresh" />
        {words.refresh}
      </button>
    </div>
  );
}

/** Seconds that pass by at once are not counted. */
const ageOf = (at: number, now: number, words: Words) =>
  now - at < JUST_NOW ? words.updatedNow : words.updated(words.clock.age(at, now));

function connectionOf(live: Live) {
  if (live.failure) return 'lost';
  if (live.paused) return 'paused';
  return live.updatedAt === undefined ? 'connecting' : live.way;
}
