import type { Card } from '../api/live';
import { Time } from '../ui/Time';
import type { Words } from '../words';
import type { Figure } from './Figures';

const time = (label: string, at: string | null, ahead = false): Figure[] =>
  at ? [{ label, value: <Time at={at} ahead={ahead} /> }] : [];

/** What an integration's own page tells beyond its card. */
export function moreFigures(card: Card, words: Words): Figure[] {
  const count = (label: string, n: number): Figure => ({ label, value: words.number(n) });
  return [
    count(words.succeeded, card.successCount24h),
    count(words.failed, card.errorCount24h),
    count(words.warned, card.warningCount24h),
    ...ownFigures(card, words, count),
    ...(card.level === 'CRITICAL' ? time(words.lastSync, card.lastSyncAt) : time(words.lastError, card.lastErrorAt)),
  ];
}

function ownFigures(
  card: Card,
  words: Words,
  count: (label: string, n: number) => Figure,
): Figure[] {
  switch (card.__typename) {
    case 'ComarchHealth':
      return [
        ...run(card.lastRun, words),
        ...time(words.credentialEnds, card.credentialExpiresAt, true),
        ...time(`${words.lastProbe}: ${card.lastProbeOk ? words.probe.ok : words.probe.failed}`, card.lastProbeAt),
      ];
    case 'EdiHealth':
      return [
        ...run(card.lastRun, words),
        {
          label: words.acknowledgements,
          value: words.ackLine(card.awaitingAcknowledgement, card.overdueAcknowledgement),
        },
        count(words.rejected, card.rejected24h),
        count(words.partners, card.activePartners24h),
      ];
    case 'ApiKeysHealth':
      return [count(words.throttled, card.throttled24h), ...time(words.nextExpiry, card.nextExpiryAt, true)];
    case 'WebhooksHealth':
      return [count(words.pendingDeliveries, card.pendingDeliveries)];
    case 'ExportHealth':
    case 'ImportHealth':
      return run(card.lastRun, words);
  }
}

type Run = Extract<Card, { __typename: 'EdiHealth' }>['lastRun'];

function run(last: Run, words: Words): Figure[] {
  if (!last) return [];
  const state = words.runStates[last.state];
  return [
    {
      label: words.lastRun,
      value: words.runLine(last.entity, state, last.writtenCount, last.readCount),
    },
  ];
}
