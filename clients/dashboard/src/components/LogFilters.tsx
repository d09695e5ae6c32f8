import { useEffect, useState } from 'react';
import { NO_FILTERS, PERIODS, restricts, STATUSES, TYPES, type Filters } from '../api/logFilter';
import { useWords } from '../words';
import { Choice } from './Choice';
import styles from './LogFilters.module.css';

const TYPING = 300;

/** Everything that narrows the logs. What is chosen goes into the address at once. */
export function LogFilters(props: { filters: Filters; onChange: (filters: Filters) => void }) {
  const { filters, onChange } = props;
  const words = useWords();
  const set = (part: Partial<Filters>) => onChange({ ...filters, ...part });
  return (
    <search className={styles.filters} aria-label={words.filters}>
      <Choice
        label={words.type}
        value={filters.type}
        options={[['', words.all], ...TYPES.map((type) => [type, words.types[type]] as const)]}
        onChange={(type) => set({ type })}
      />
      <Choice
        label={words.statusLabel}
        value={filters.status}
        options={[['', words.all], ...STATUSES.map((one) => [one, words.eventStatus[one]] as const)]}
        onChange={(status) => set({ status })}
      />
      <Choice
        label={words.period}
        value={filters.period}
        options={PERIODS.map((period) => [period, words.periods[period]] as const)}
        onChange={(period) => set({ period })}
      />
      {filters.period === 'custom' && (
        <>
          <Moment label={words.from} value={filters.from} onChange={(from) => set({ from })} />
          <Moment label={words.to} value={filters.to} onChange={(to) => set({ to })} />
        </>
      )}
      <Text text={filters.text} onChange={(text) => set({ text })} />
      {filters.incident && <p className={styles.only}>{words.ofOneIncident}</p>}
      {restricts(filters) && (
        <button
          type="button"
          className="button quiet"
          onClick={() => onChange(NO_FILTERS)}
        >
          {words.clear}
        </button>
      )}
    </search>
  );
}

function Moment(props: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <label className={styles.filter}>
      {props.label}
      <input
        className="field"
        type="datetime-local"
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </label>
  );
}

/** Waits for the end of a word before it asks. */
function Text({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const words = useWords();
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  useEffect(() => {
    if (typed === text) return undefined;
    const timer = setTimeout(() => onChange(typed), TYPING);
    return () => clearTimeout(timer);
  }, [typed, text, onChange]);
  return (
    <label className={`${styles.filter} ${styles.text}`}>
      {words.search}
      <input
        className="field"
        type="search"
        value={typed}
        maxLength={200}
        placeholder={words.searchHint}
        onChange={(event) => setTyped(event.target.value)}
      />
      {typed.trim().length === 1 && <span className="muted small">{words.searchShort}</span>}
    </label>
  );
}
