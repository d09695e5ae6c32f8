import { describe, expect, it } from 'vitest';
import { webhookChange, webhookIn } from './webhooks';

const form = (name: string, url: string, eventTypes: string) => {
  const data = new FormData();
  data.set('name', name);
  data.set('url', url);
  data.set('eventTypes', eventTypes);
  return data;
};

describe('a webhook’s form', () => {
  it('takes its types a line, a comma or a space apart, each once', () => {
    expect(webhookIn(form(' Till ', ' https://till.example ', 'order.created\n\n order.paid, order.created'))).toEqual({
      name: 'Till',
      url: 'https://till.example',
      eventTypes: ['order.created', 'order.paid'],
    });
  });

  it('sends only what changed', () => {
    const webhook = { name: 'Till', url: 'https://till.example?key=***', eventTypes: ['order.created'] };
    expect(webhookChange(form('Till', 'https://till.example?key=***', 'order.created'), webhook)).toEqual({});
    expect(webhookChange(form('Till', 'https://till.example?key=1', ''), webhook)).toEqual({
      url: 'https://till.example?key=1',
      eventTypes: [],
    });
  });
});
