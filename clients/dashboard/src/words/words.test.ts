import { describe, expect, it } from 'vitest';
import { en } from './en';
import { pl } from './pl';
import { distance } from './time';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('relative time', () => {
  it.each([
    [0, 'just now'],
    [59_999, 'just now'],
    [MINUTE, '1 minute ago'],
    [5 * MINUTE, '5 minutes ago'],
    [2 * HOUR - 1, '1 hour ago'],
    [2 * HOUR, '2 hours ago'],
    [47 * HOUR, '47 hours ago'],
    [72 * HOUR, '3 days ago'],
  ])('%i ms ago is "%s"', (ms, said) => {
    expect(en.clock.ago(1e12 - ms, 1e12)).toBe(said);
  });

  it('takes what lies ahead for a clock that is wrong', () => {
    expect(en.clock.ago(1e12 + HOUR, 1e12)).toBe('just now');
  });

  it('looks ahead where that is meant', () => {
    expect(en.clock.until(1e12 + 2 * HOUR, 1e12)).toBe('in 2 hours');
    expect(distance(2 * HOUR)).toEqual([2, 'hour']);
  });

  it('knows the cases of Polish', () => {
    expect(pl.clock.ago(1e12 - 2 * MINUTE, 1e12)).toBe('2 minuty temu');
    expect(pl.clock.ago(1e12 - 5 * MINUTE, 1e12)).toBe('5 minut temu');
  });
});

describe('plurals', () => {
  it.each([
    [1, '1 new event'],
    [2, '2 new events'],
  ])('%i in English', (n, said) => {
    expect(en.newEvents(n)).toBe(said);
  });

  it.each([
    [1, '1 nowe zdarzenie'],
    [2, '2 nowe zdarzenia'],
    [5, '5 nowych zdarzeń'],
    [12, '12 nowych zdarzeń'],
    [22, '22 nowe zdarzenia'],
    [25, '25 nowych zdarzeń'],
  ])('%i in Polish', (n, said) => {
    expect(pl.newEvents(n)).toBe(said);
  });
});

describe('incidents', () => {
  const today = new Date(2026, 10, 22, 9, 12).getTime();
  const now = new Date(2026, 10, 22, 14, 0).getTime();

  it('say since when, how often, and who waits', () => {
    expect(en.sameError(214, today, now)).toMatch(/^Same error 214 times since 0?9:12/);
    expect(en.sameError(1, today, now)).toMatch(/^Failed once, at 0?9:12/);
    expect(en.sameError(2, today - 86_400_000, now)).toMatch(/^Same error 2 times since Sat 0?9:12/);
    expect(en.waiting([{ kind: 'order', count: 37 }, { kind: 'invoice', count: 1 }])).toBe('37 orders, 1 invoice waiting');
    expect(en.waiting([{ kind: null, count: 2 }, { kind: 'asn', count: 4 }])).toBe('2 references, 4 references (asn) waiting');
    expect(en.waiting([{ kind: 'order', count: 10_000 }])).toBe('≥ 10,000 orders waiting');
    expect(en.waiting([{ kind: 'orders', count: 1 }])).toBe('1 order waiting');
    expect(en.waiting([])).toBe('');
  });

  it.each([
    [1, 'w oczekiwaniu: 1 zamówienie'],
    [2, 'w oczekiwaniu: 2 zamówienia'],
    [37, 'w oczekiwaniu: 37 zamówień'],
    [22, 'w oczekiwaniu: 22 zamówienia'],
  ])('say in Polish that %i wait', (n, said) => {
    expect(pl.waiting([{ kind: 'order', count: n }])).toBe(said);
    expect(pl.sameError(214, today, now)).toMatch(/^Ten sam błąd 214 razy od 0?9:12/);
  });
});

describe('figures', () => {
  it('reads as the story tells it', () => {
    expect(en.ofSyncs(38, 40, 95)).toBe('95% (38/40 syncs)');
    expect(en.ofDeliveries(340, 400, 85)).toBe('85% (340/400 deliveries)');
    expect(en.number(1247)).toBe('1,247');
    expect(en.failedDeliveriesOf(2, 60)).toBe('2 webhooks (60 deliveries)');
  });
});
