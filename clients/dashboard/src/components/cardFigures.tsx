import type { Card } from '../api/live';
import { Time } from '../ui/Time';
import type { Words } from '../words';
import type { Figure } from './Figures';

/** What the dashboard's card of an integration tells, in the order of importance. */
export function cardFigures(card: Card, words: Words): Figure[] {
  if (card.__typename === 'ApiKeysHealth') return keyFigures(card, words);
  if (card.level === 'CRITICAL' && card.lastErrorAt) return errorFigures(card, words);
  if (card.__typename === 'WebhooksHealth') return webhookFigures(card, words);
  return syncFigures(card, words);
}

function errorFigures(card: Card, words: Words): Figure[] {
  return [
    { label: words.lastError, value: card.lastErrorMessage ?? card.reason.summary },
    ...(card.lastErrorAt ? [{ label: words.errorTime, value: <Time at={card.lastErrorAt} /> }] : []),
    { label: words.successRate, value: rateOf(card, words) },
  ];
}

function syncFigures(card: Card, words: Words): Figure[] {
  const next = 'nextExpectedAt' in card ? card.nextExpectedAt : null;
  return [
    {
      label: words.lastSync,
      value: card.lastSyncAt ? <Time at={card.lastSyncAt} /> : words.never,
    },
    { label: words.successRate, value: rateOf(card, words) },
    ...(next ? [{ label: words.nextSync, value: <Time at={next} ahead /> }] : []),
  ];
}

function keyFigures(card: Card & { __typename: 'ApiKeysHealth' }, words: Words): Figure[] {
  const peak =
    card.peakKeyName && card.peakAt
      ? words.peakOf(card.peakKeyName, words.clock.exact(Date.parse(card.peakAt)))
      : undefined;
  return [
    { label: words.activeKeys, value: words.number(card.activeKeyCount) },
    { label: words.requests, value: words.number(card.requests24h) },
    {
      label: words.rateLimit,
      value: card.peakUsage === null ? words.noLimit : words.percent(card.peakUsage),
      hint: peak,
    },
  ];
}

function webhookFigures(card: Card & { __typename: 'WebhooksHealth' }, words: Words): Figure[] {
  return [
    { label: words.activeWebhooks, value: words.number(card.activeWebhookCount) },
    { label: words.successRate, value: rateOf(card, words) },
    {
      label: words.failedDeliveries,
      value: words.failedDeliveriesOf(card.failingEndpointCount, card.failedDeliveries24h),
    },
  ];
}

/** Never a percentage of nothing. */
export function rateOf(card: Card, words: Words): string {
  if (card.successRate24h === null) return words.noActivity;
  const all = card.successCount24h + card.errorCount24h;
  const of = card.__typename === 'WebhooksHealth' ? words.ofDeliveries : words.ofSyncs;
  const rate = of(card.successCount24h, all, card.successRate24h);
  return card.lowSample ? `${rate}, ${words.lowSample}` : rate;
}
