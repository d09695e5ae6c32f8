import { createContext, useContext, useId, type ReactNode } from 'react';
import type { Wrong } from '../api/wrong';
import styles from './Field.module.css';

export const WrongContext = createContext<Wrong | undefined>(undefined);

/** What ties a control to its label, its hint, and what is wrong with it. */
export interface Control {
  id: string;
  name: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

/** A labelled control; below it what helps, and what the gateway did not like. `name` is the gateway's. */
export function Field(props: { name: string; label: string; hint?: ReactNode; children: (control: Control) => ReactNode }) {
  const { name, label, hint, children } = props;
  const id = useId();
  const wrong = useWrong(name);
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        name,
        'aria-describedby': described(id, hint, wrong),
        'aria-invalid': wrong ? true : undefined,
      })}
      <Below id={id} hint={hint} wrong={wrong} />
    </div>
  );
}

export interface Option {
  value: string;
  label: ReactNode;
  hint?: string;
}

/** Any of several, each with a sentence of its own. */
export function Options(props: {
  name: string;
  label: string;
  options: Option[];
  chosen?: readonly string[];
  hint?: ReactNode;
  /** None is chosen, and one must be. */
  missing?: string | undefined;
  onChange?: () => void;
}) {
  const { name, label, options, chosen = [], hint, missing, onChange } = props;
  const id = useId();
  const said = useWrong(name);
  const wrong = missing ?? said;
  return (
    <fieldset className={styles.options} aria-describedby={described(id, hint, wrong)}>
      <legend>{label}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="checkbox"
            name={name}
            value={option.value}
            defaultChecked={chosen.includes(option.value)}
            aria-invalid={wrong ? true : undefined}
            onChange={onChange}
          />
          <span>
            {option.label}
            {option.hint && <span className="muted small">{option.hint}</span>}
          </span>
        </label>
      ))}
      <Below id={id} hint={hint} wrong={wrong} />
    </fieldset>
  );
}

/** One thing that is so or not. */
export function Tick({ name, label, ticked }: { name: string; label: string; ticked: boolean }) {
  return (
    <div className={styles.options}>
      <label>
        <input type="checkbox" name={name} defaultChecked={ticked} />
        {label}
      </label>
    </div>
  );
}

function useWrong(name: string): string | undefined {
  const wrong = useContext(WrongContext);
  return wrong?.field === name ? wrong.message : undefined;
}

const described = (id: string, hint: ReactNode, wrong: string | undefined) =>
  [hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(' ') || undefined;

function Below({ id, hint, wrong }: { id: string; hint: ReactNode; wrong: string | undefined }) {
  return (
    <>
      {hint && (
        <p id={`${id}-hint`} className="muted small">
          {hint}
        </p>
      )}
      {wrong && (
        <p id={`${id}-wrong`} role="alert" className={styles.wrong}>
          {wrong}
        </p>
      )}
    </>
  );
}
