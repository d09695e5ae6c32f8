import { useState, type KeyboardEvent } from 'react';
import { useLocation } from 'wouter';
import type { Card } from '../api/live';
import { logsOfHour } from '../routes/paths';
import { useWords } from '../words';
import { barsOf, partsOf, total, type Bar } from './hours';
import styles from './HourStrip.module.css';

const SLOT = 4;
const WIDTH = 3;
const GROUND = 26;
const HEIGHT = 24;

/**
 * The last 24 hours, a bar an hour: hover, or walk with the arrow keys, for the numbers; click or
 * Enter for what the log says of that hour. Failures stand on top and have a mark below.
 */
export function HourStrip({ card }: { card: Card }) {
  const words = useWords();
  const [, go] = useLocation();
  const [chosen, setChosen] = useState<number>();
  const bars = barsOf(card.hours);
  const highest = Math.max(1, ...bars.map(total));
  const last = bars.length - 1;
  const shown = bars[chosen ?? last];
  // requests are counted, not logged one by one
  const leads = card.type !== 'API_KEYS';
  const open = (bar: Bar | undefined) => {
    if (leads && bar) go(logsOfHour(card.type, bar.from));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const at = chosen ?? last;
    const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      setChosen(Math.min(last, Math.max(0, next)));
    }
    if (event.key === 'Enter') open(shown);
  };

  return (
    <div className={styles.strip} onMouseLeave={() => setChosen(undefined)} data-strip>
      <div
        className={`${styles.bars} ${leads ? styles.leads : ''}`}
        role="slider"
        tabIndex={0}
        aria-label={words.strip(words.types[card.type], card, bars)}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={chosen ?? last}
        aria-valuetext={shown && words.stripHour(shown)}
        onKeyDown={onKeyDown}
        onFocus={() => setChosen((at) => at ?? last)}
        onBlur={() => setChosen(undefined)}
      >
        <svg viewBox={`0 0 ${bars.length * SLOT} 30`} preserveAspectRatio="none" aria-hidden="true">
          {bars.map((bar, index) => (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- the keys are the strip's
            <g
              key={bar.from}
              className={index === chosen ? styles.chosen : ''}
              transform={`translate(${index * SLOT})`}
              onMouseEnter={() => setChosen(index)}
              onClick={() => open(bar)}
            >
              <Drawn bar={bar} highest={highest} />
            </g>
          ))}
        </svg>
      </div>
      <p className={`muted small tabular ${styles.says}`} aria-hidden="true">
        {chosen === undefined || !shown ? words.figures : words.stripHour(shown)}
      </p>
    </div>
  );
}

function Drawn({ bar, highest }: { bar: Bar; highest: number }) {
  const parts = partsOf(bar, highest);
  return (
    <>
      <rect className={styles.spot} width={SLOT} height="30" />
      {parts.length === 0 && <rect className={styles.ground} x="0.5" y={GROUND - 1} width={WIDTH} height="1" />}
      {parts.map(({ kind, from, to }) => (
        <rect
          key={kind}
          className={styles[kind]}
          x="0.5"
          width={WIDTH}
          y={GROUND - to * HEIGHT}
          height={(to - from) * HEIGHT}
        />
      ))}
      {bar.error > 0 && <rect className={styles.mark} x="0.5" y={GROUND + 2} width={WIDTH} height="2" />}
    </>
  );
}
