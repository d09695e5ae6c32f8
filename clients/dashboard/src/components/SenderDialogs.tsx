import { useState } from 'react';
import { TYPES } from '../api/logFilter';
import {
  AddWebhookSenderDocument,
  RemoveWebhookSenderDocument,
  RotateWebhookSenderSecretDocument,
  type IntegrationType,
} from '../api/types/graphql';
import { useAct } from '../api/useAct';
import { toast } from '../ui/messages';
import { useWords } from '../words';
import { useFormWords } from '../words/forms';
import { useSetupWords } from '../words/setup';
import { Field } from './Field';
import { FormDialog } from './FormDialog';
import { OverlapDialog } from './OverlapDialog';
import { SigningSecret, type Secret } from './SigningSecret';

interface Sender {
  id: string;
  name: string;
}

/** What is being done: with one of the senders, or to have a new one. */
export type SenderDoing = { kind: 'add' } | { kind: 'rotate' | 'remove'; item: Sender };

interface Props<D> {
  doing: D;
  onClose: () => void;
  onChanged: () => void;
}

/** The window of what is being done, then the secret that came of it. */
export function SenderDialogs({ doing, onRemoved, ...rest }: Props<SenderDoing> & { onRemoved: () => void }) {
  const [made, setMade] = useState<Secret>();
  const show = (secret: Secret) => {
    setMade(secret);
    rest.onChanged();
  };
  if (made) return <SigningSecret made={made} onClose={rest.onClose} />;
  switch (doing.kind) {
    case 'add':
      return <NewSender onClose={rest.onClose} onMade={show} />;
    case 'rotate':
      return <Rotate item={doing.item} onClose={rest.onClose} onMade={show} />;
    case 'remove':
      return <Remove item={doing.item} onClose={rest.onClose} onRemoved={onRemoved} />;
  }
}

function NewSender({ onClose, onMade }: { onClose: () => void; onMade: (secret: Secret) => void }) {
  const words = useSetupWords();
  const forms = useFormWords();
  const all = useWords();
  const { busy, failure, send } = useAct(AddWebhookSenderDocument, ({ addWebhookSender: { name, path, secret } }) =>
    onMade({ name, secret, address: path, notes: [words.senderUse] }),
  );
  return (
    <FormDialog
      title={words.newSender}
      submit={words.addSender}
      busy={busy}
      failure={failure}
      fields={['name', 'integration']}
      onSubmit={(form) =>
        send({ name: String(form.get('name')), integration: form.get('integration') as IntegrationType })
      }
      onClose={onClose}
    >
      <Field name="name" label={forms.name} hint={words.senderNameHint}>
        {(control) => <input {...control} className="field" required maxLength={200} autoComplete="off" />}
      </Field>
      <Field name="integration" label={words.about}>
        {(control) => (
          <select {...control} className="field" defaultValue="WEBHOOKS">
            {TYPES.map((type) => (
              <option key={type} value={type}>
                {all.types[type]}
              </option>
            ))}
          </select>
        )}
      </Field>
    </FormDialog>
  );
}

function Rotate({ item, onClose, onMade }: { item: Sender; onClose: () => void; onMade: (secret: Secret) => void }) {
  const words = useSetupWords();
  const { clock } = useWords();
  return (
    <OverlapDialog
      document={RotateWebhookSenderSecretDocument}
      id={item.id}
      title={words.rotateOf(item.name)}
      label={words.overlap}
      onClose={onClose}
      onDone={({ rotateWebhookSenderSecret: { name, secret, path } }, until) => {
        const old = until === undefined ? words.oldSenderSecretEnded : words.oldSenderSecretUntil(clock.exact(until));
        onMade({ name, secret, address: path, notes: [old] });
      }}
    >
      {words.rotateSenderHint}
    </OverlapDialog>
  );
}

function Remove({ item, onClose, onRemoved }: { item: Sender; onClose: () => void; onRemoved: () => void }) {
  const words = useSetupWords();
  const { busy, failure, send } = useAct(RemoveWebhookSenderDocument, () => {
    toast(words.removed(item.name));
    onClose();
    onRemoved();
  });
  return (
    <FormDialog
      title={words.removeOf(item.name)}
      submit={words.remove}
      grave
      busy={busy}
      failure={failure}
      fields={[]}
      onSubmit={() => send({ id: item.id })}
      onClose={onClose}
    >
      <p>{words.removeSenderHint}</p>
    </FormDialog>
  );
}
