import { useState } from 'react';
import { changeOf, dayIn, newConnection, type Connection } from '../api/connections';
import { AddConnectionDocument, ChangeConnectionDocument, type IntegrationType } from '../api/types/graphql';
import { useAct } from '../api/useAct';
import { useFormWords } from '../words/forms';
import { useSetupWords } from '../words/setup';
import { Field, Tick } from './Field';
import { FormDialog } from './FormDialog';
import { SpanField } from './SpanField';

const FIELDS = ['name', 'expectedEverySeconds', 'credentialExpiresAt', 'probeUrl', 'probeEverySeconds'];
const PROBE_EVERY = 300;

/** Asks how something is connected; `item` is what is to be changed, undefined for a new one. */
export function ConnectionDialog(props: {
  type: IntegrationType;
  item: Connection | undefined;
  onClose: () => void;
  onDone: (name: string) => void;
}) {
  const { type, item, onClose, onDone } = props;
  const words = useSetupWords();
  const forms = useFormWords();
  const add = useAct(AddConnectionDocument, (data) => onDone(data.addConnection.name));
  const change = useAct(ChangeConnectionDocument, (data) => onDone(data.changeConnection.name));
  const { busy, failure } = item ? change : add;
  return (
    <FormDialog
      title={item ? words.changeOf(item.name) : words.setUp}
      submit={words.save}
      busy={busy}
      failure={failure}
      fields={FIELDS}
      onSubmit={(form) =>
        item ? change.send({ id: item.id, input: changeOf(form, item) }) : add.send({ input: newConnection(form, type) })
      }
      onClose={onClose}
    >
      <Field name="name" label={forms.name} hint={words.connectionNameHint}>
        {(control) => (
          <input {...control} className="field" required maxLength={200} autoComplete="off" defaultValue={item?.name} />
        )}
      </Field>
      <SpanField
        name="expectedEverySeconds"
        label={`${words.expected} (${forms.optional})`}
        hint={words.expectedHint}
        seconds={item?.expectedEverySeconds ?? null}
        unit="hours"
      />
      <Field name="credentialExpiresAt" label={`${words.credentialEnds} (${forms.optional})`}>
        {(control) => (
          <input {...control} className="field" type="date" defaultValue={dayIn(item?.credentialExpiresAt ?? null)} />
        )}
      </Field>
      {item && (
        <Tick name="credentialRevoked" label={words.credentialRevoked} ticked={item.credentialRevokedAt !== null} />
      )}
      <ProbeFields item={item} />
    </FormDialog>
  );
}

function ProbeFields({ item }: { item: Connection | undefined }) {
  const words = useSetupWords();
  const forms = useFormWords();
  const [url, setUrl] = useState(item?.probeUrl ?? '');
  return (
    <>
      <Field
        name="probeUrl"
        label={`${words.probeUrl} (${forms.optional})`}
        hint={item?.probeUrl ? words.probeUrlShown : words.probeUrlHint}
      >
        {(control) => (
          <input
            {...control}
            className="field"
            type="url"
            autoComplete="off"
            spellCheck={false}
            placeholder="https://"
            value={url}
            onChange={(event) => setUrl(event.target.value)}
          />
        )}
      </Field>
      {url.trim() !== '' && (
        <SpanField
          name="probeEverySeconds"
          label={words.probeEvery}
          seconds={item?.probeEverySeconds ?? PROBE_EVERY}
          unit="minutes"
        />
      )}
    </>
  );
}
