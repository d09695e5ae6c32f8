import type { ReactNode } from 'react';
import { inUnits, UNITS, type Unit } from '../api/span';
import { useSetupWords } from '../words/setup';
import { Field } from './Field';
import styles from './Field.module.css';

/** So many minutes, hours, days; the unit's field is called as its own and `Unit`. */
export function SpanField(props: { name: string; label: string; hint?: ReactNode; seconds: number | null; unit: Unit }) {
  const { name, label, hint, seconds, unit } = props;
  const words = useSetupWords();
  const given = seconds === null ? { amount: undefined, unit } : inUnits(seconds);
  return (
    <Field name={name} label={label} hint={hint}>
      {(control) => (
        <div className={styles.pair}>
          <input
            {...control}
            className="field"
            type="number"
            inputMode="numeric"
            min={1}
            step={1}
            defaultValue={given.amount}
          />
          <select
            className="field"
            name={`${name}Unit`}
            aria-label={words.unitOf(label)}
            defaultValue={given.unit}
          >
            {(Object.keys(UNITS) as Unit[]).map((one) => (
              <option key={one} value={one}>
                {words.units[one]}
              </option>
            ))}
          </select>
        </div>
      )}
    </Field>
  );
}
