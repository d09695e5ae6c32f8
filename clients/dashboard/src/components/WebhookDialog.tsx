import { AddWebhookDocument, ChangeWebhookDocument } from '../api/types/graphql';
import { useAct } from '../api/useAct';
import { webhookChange, webhookIn, type Webhook } from '../api/webhooks';
import { useFormWords } from '../words/forms';
import { useSetupWords } from '../words/setup';
import { Field } from './Field';
import { FormDialog } from './FormDialog';

const FIELDS = ['name', 'url', 'eventTypes'];

/** Asks who is told, where, and of what; `webhook` is what is to be changed, undefined for a new one. */
export function WebhookDialog(props: {
  webhook?: Webhook;
  onClose: () => void;
  /** The secret is there when the webhook is new. */
  onDone: (name: string, secret: string | undefined) => void;
}) {
  const { webhook, onClose, onDone } = props;
  const words = useSetupWords();
  const forms = useFormWords();
  const add = useAct(AddWebhookDocument, (data) => onDone(data.addWebhook.webhook.name, data.addWebhook.secret));
  const change = useAct(ChangeWebhookDocument, (data) => onDone(data.changeWebhook.name, undefined));
  const { busy, failure } = webhook ? change : add;
  return (
    <FormDialog
      title={webhook ? words.changeOf(webhook.name) : words.newWebhook}
      submit={webhook ? words.save : words.addWebhook}
      busy={busy}
      failure={failure}
      fields={FIELDS}
      onSubmit={(form) =>
        webhook
          ? change.send({ id: webhook.id, input: webhookChange(form, webhook) })
          : add.send({ input: webhookIn(form) })
      }
      onClose={onClose}
    >
      <Field name="name" label={forms.name} hint={words.webhookNameHint}>
        {(control) => (
          <input {...control} className="field" required maxLength={200} autoComplete="off" defaultValue={webhook?.name} />
        )}
      </Field>
      <Field name="url" label={words.url} hint={webhook ? words.urlShown : words.urlHint}>
        {(control) => (
          <input
            {...control}
            className="field"
            type="url"
            required
            autoComplete="off"
            spellCheck={false}
            placeholder="https://"
            defaultValue={webhook?.url}
          />
        )}
      </Field>
      <Field name="eventTypes" label={`${words.eventTypes} (${forms.optional})`} hint={words.eventTypesHint}>
        {(control) => (
          <textarea
            {...control}
            className="field mono"
            rows={3}
            spellCheck={false}
            defaultValue={webhook?.eventTypes.join('\n')}
          />
        )}
      </Field>
    </FormDialog>
  );
}
