import { useRef, type ReactNode } from 'react';
import type { TypedDocumentString } from '../api/types/graphql';
import { useAct } from '../api/useAct';
import { useFormWords } from '../words/forms';
import { Field } from './Field';
import { FormDialog } from './FormDialog';

const OVERLAPS = ['0', '1', '24', '72', '168'] as const;
const HOUR = 3_600_000;

/** Asks how long an old secret goes on beside the new one, and changes it. */
export function OverlapDialog<T>(props: {
  document: TypedDocumentString<T, { id: string; overlapHours: number }>;
  id: string;
  title: string;
  label: string;
  onClose: () => void;
  /** With the instant at which the old one ends; it has ended when there is none. */
  onDone: (data: T, oldUntil: number | undefined) => void;
  children: ReactNode;
}) {
  const { document, id, title, label, onClose, onDone, children } = props;
  const words = useFormWords();
  const overlap = useRef(0);
  const { busy, failure, send } = useAct(document, (data) =>
    onDone(data, overlap.current > 0 ? Date.now() + overlap.current * HOUR : undefined),
  );
  return (
    <FormDialog
      title={title}
      submit={words.rotate}
      busy={busy}
      failure={failure}
      fields={['overlapHours']}
      onSubmit={(form) => {
        overlap.current = Number(form.get('overlapHours'));
        send({ id, overlapHours: overlap.current });
      }}
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
