import type { ReactNode } from 'react';
import type { Failure } from '../api/failure';
import { useFormWords } from '../words/forms';
import { Field } from './Field';
import { FormDialog } from './FormDialog';

const OVERLAPS = ['0', '1', '24', '72', '168'] as const;

/** Asks how long an old secret goes on beside the new one. */
export function OverlapDialog(props: {
  title: string;
  label: string;
  submit: string;
  busy: boolean;
  failure: Failure | undefined;
  onSubmit: (hours: number) => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const { title, label, submit, busy, failure, onSubmit, onClose, children } = props;
  const words = useFormWords();
  return (
    <FormDialog
      title={title}
      submit={submit}
      busy={busy}
      failure={failure}
      fields={['overlapHours']}
      onSubmit={(form) => onSubmit(Number(form.get('overlapHours')))}
      onClose={onClose}
    >
      <p>{children}</p>
      <Field name="overlapHours" label={label}>
        {(control) => (
          <select {...control} className="field" defaultValue="24">
            {OVERLAPS.map((hours) => (
              <option key={hours} value={hours}>
                {words.overlaps[hours]}
              </option>
            ))}
          </select>
        )}
      </Field>
    </FormDialog>
  );
}
