import { ResolveIncidentDocument } from '../api/types/graphql';
import { useAct } from '../api/useAct';
import { useListWords } from '../words/lists';
import { Field } from './Field';
import { FormDialog } from './FormDialog';
import type { Incident } from './IncidentList';

/** Asks what it was: the next one who sees it is glad to know. */
export function ResolveDialog(props: { incident: Incident; onClose: () => void; onDone: () => void }) {
  const { incident, onClose, onDone } = props;
  const words = useListWords();
  const { busy, failure, send } = useAct(ResolveIncidentDocument, onDone);
  return (
    <FormDialog
      title={incident.title}
      submit={words.resolveNow}
      busy={busy}
      failure={failure}
      fields={['note']}
      onSubmit={(form) => send({ id: incident.id, note: String(form.get('note')) })}
      onClose={onClose}
    >
      <Field name="note" label={words.whatHelped} hint={words.whatHelpedHint}>
        {(control) => <textarea {...control} className="field" required minLength={3} maxLength={500} rows={3} />}
      </Field>
    </FormDialog>
  );
}
