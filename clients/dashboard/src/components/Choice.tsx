import styles from './LogFilters.module.css';

/** One of several, by name. */
export function Choice<T extends string>(props: {
  label: string;
  value: T;
  options: (readonly [T, string])[];
  onChange: (value: T) => void;
}) {
  return (
    <label className={styles.filter}>
      {props.label}
      <select className="field" value={props.value} onChange={(event) => props.onChange(event.target.value as T)}>
        {props.options.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
