import { useState } from 'react';
import { dayOf, EXPIRIES, expiryOf, type Expiry } from '../api/expiry';
import { CreateApiKeyDocument } from '../api/types/graphql';
import { useAct } from '../api/useAct';
import { useNow } from '../ui/clock';
import { useFormWords } from '../words/forms';
import { Field, Options } from './Field';
import { FormDialog } from './FormDialog';
import type { Issued } from './KeySecret';

const SCOPES = ['dashboard:read', 'payloads:read', 'events:write', 'work:claim', 'metrics:read'] as const;
const FIELDS = ['name', 'scopes', 'limitPerMinute', 'expiresAt'];

/** Asks what a new key is called, may do, and how long and how often. */
export function NewKeyDialog({ onClose, onDone }: { onClose: () => void; onDone: (issued: Issued) => void }) {
  const words = useFormWords();
  const [missing, setMissing] = useState(false);
  const { busy, failure, send } = useAct(CreateApiKeyDocument, ({ createApiKey }) =>
    onDone({ name: createApiKey.apiKey.name, token: createApiKey.token }),
  );

  function submit(form: FormData) {
    const scopes = form.getAll('scopes').map(String);
    setMissing(scopes.length === 0);
    if (scopes.length === 0) return;
    const limit = String(form.get('limitPerMinute'));
    const expiry = form.get('expiresAt') as Expiry;
    send({
      input: {
        name: String(form.get('name')),
        scopes,
        limitPerMinute: limit ? Number(limit) : null,
        expiresAt: expiryOf(expiry, String(form.get('day') ?? ''), Date.now()) ?? null,
      },
    });
  }

  return (
    <FormDialog
      title={words.newKey}
      submit={words.createKey}
      busy={busy}
      failure={failure}
      fields={FIELDS}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field name="name" label={words.name} hint={words.keyNameHint}>
        {(control) => <input {...control} className="field" required maxLength={200} autoComplete="off" />}
      </Field>
      <Options
        name="scopes"
        label={words.scopes}
        options={SCOPES.map((scope) => ({
          value: scope,
          label: <span className="mono">{scope}</span>,
          hint: words.scopeWords[scope],
        }))}
        missing={missing ? words.scopesMissing : undefined}
        onChange={() => setMissing(false)}
      />
      <ExpiryFields />
      <Field name="limitPerMinute" label={`${words.limit} (${words.optional})`} hint={words.limitHint}>
        {(control) => (
          <input {...control} className="field" type="number" inputMode="numeric" min={1} max={1_000_000} step={1} />
        )}
      </Field>
    </FormDialog>
  );
}

function ExpiryFields() {
  const words = useFormWords();
  const now = useNow();
  const [expiry, setExpiry] = useState<Expiry>('90');
  return (
    <>
      <Field name="expiresAt" label={words.expires}>
        {(control) => (
          <select {...control} className="field" value={expiry} onChange={(event) => setExpiry(event.target.value as Expiry)}>
            {EXPIRIES.map((one) => (
              <option key={one} value={one}>
                {words.expiries[one]}
              </option>
            ))}
          </select>
        )}
      </Field>
      {expiry === 'date' && (
        <Field name="day" label={words.expiresOn}>
          {(control) => <input {...control} className="field" type="date" required min={dayOf(now)} />}
        </Field>
      )}
    </>
  );
}
