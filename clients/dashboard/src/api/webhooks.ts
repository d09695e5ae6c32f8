import { act } from './ask';
import { idIn, type Wish } from './repairs';
import { TestWebhookDocument, type WebhookChange, type WebhookQuery } from './types/graphql';

export type Webhook = NonNullable<WebhookQuery['webhook']>;

/** Sends an endpoint a test. */
export const testOf =
  (id: string): Wish =>
  async (idempotencyKey) =>
    idIn(await act(TestWebhookDocument, { id, idempotencyKey }), (data) => data.testWebhook.id);

/** What a form says of an endpoint. Types stand one a line; commas and spaces do as well. */
export function webhookIn(form: FormData) {
  return {
    name: String(form.get('name')).trim(),
    url: String(form.get('url')).trim(),
    eventTypes: [...new Set(String(form.get('eventTypes')).split(/[\s,]+/).filter(Boolean))],
  };
}

/** What a form says that is not so already: an address that is shown may lack its secrets. */
export function webhookChange(form: FormData, webhook: Pick<Webhook, 'name' | 'url' | 'eventTypes'>): WebhookChange {
  const wanted = webhookIn(form);
  return {
    ...(wanted.name === webhook.name ? {} : { name: wanted.name }),
    ...(wanted.url === webhook.url ? {} : { url: wanted.url }),
    ...(wanted.eventTypes.join(' ') === webhook.eventTypes.join(' ') ? {} : { eventTypes: wanted.eventTypes }),
  };
}
