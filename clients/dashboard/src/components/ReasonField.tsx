import { useFormWords } from '../words/forms';
import { Field } from './Field';

/** Why somebody does what cannot be undone. */
export function ReasonField() {
  const words = useFormWords();
  return (
    <Field name="reason" label={words.why} hint={words.whyHint}>
      {(control) => <input {...control} className="field" required minLength={3} maxLength={500} autoComplete="off" />}
    </Field>
  );
}
