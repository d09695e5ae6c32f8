import { describe, expect, it } from 'vitest';
import { advance, atFirst, type Card, type Event, type Live } from './live';
import type { Problem } from './failure';
import type { News } from './source';
import type { DashboardQuery } from './types/graphql';

const event = (id: string, occurredAt: string) => ({ id, occurredAt }) as Event;
const card = (type: Card['type'], level: Card['level']) => ({ type, level, status: 'CONNECTED' }) as Card;

const instant = (n: number) => new Date(Date.UTC(2026, 10, 22, 10, 0, n)).toISOString();

function answer(events: Event[], cards: Card[] = [], second = 0): DashboardQuery {
  const at = instant(second);
  return {
    healthStatus: { cards, computedAt: at } as unknown as DashboardQuery['healthStatus'],
    recentActivity: { events, serverTime: at, lastEventAt: null },
    errorSummary: { failedCount24h: 0 } as DashboardQuery['errorSummary'],
  };
}

const after = (live: Live, data: DashboardQuery, problems: Problem[] = [], now = 0) =>
  advance(live, { kind: 'answered', answer: { ok: true, data, problems }, now });

describe('what an answer brings', () => {
  it('calls nothing new on the first answer', () => {
    expect(after(atFirst, answer([event('a', '1')])).news.events).toBe(0);
  });

  it('counts the events that were not there before', () => {
    const live = after(atFirst, answer([event('a', '1')]));
    const next = after(live, answer([event('c', '3'), event('b', '2'), event('a', '1')]));
    expect(next.news.events).toBe(2);
  });

  it('does not call an old event new that came back into the list', () => {
    const live = after(atFirst, answer([event('b', '2')]));
    expect(after(live, answer([event('b', '2'), event('a', '1')])).news.events).toBe(0);
  });

  it('tells each news once: an unchanged answer brings none', () => {
    const one = answer([event('b', '2'), event('a', '1')]);
    const live = after(after(atFirst, answer([event('a', '1')])), one);
    expect(after(live, one).news.events).toBe(0);
  });

  it('names the cards whose level changed', () => {
    const live = after(atFirst, answer([], [card('EDI', 'OK'), card('COMARCH', 'OK')]));
    const next = after(live, answer([], [card('EDI', 'WARNING'), card('COMARCH', 'OK')]));
    expect(next.news.changed).toEqual(['EDI']);
  });

  it("follows the server's clock", () => {
    const live = after(atFirst, answer([], [], 30), [], Date.UTC(2026, 10, 22, 10, 0, 0));
    expect(live.clockOffset).toBe(30_000);
  });
});

const pushed = (live: Live, data: DashboardQuery, news: News | undefined) =>
  advance(live, {
    kind: 'answered',
    answer: { ok: true, data, problems: [] },
    now: 0,
    moment: { serverTime: instant(0), staleSince: undefined, news },
  });

describe('what a stream says is new', () => {
  const old = answer([event('a', '1')], [card('EDI', 'OK')]);
  const news: News = { events: 35, changed: ['EDI'] };

  it('is told, also what the list has no room for', () => {
    const live = pushed(pushed(atFirst, old, undefined), answer([event('b', '2')]), news);
    expect(live.news).toEqual(news);
  });

  it('is not told after an answer that somebody asked for: it would be told twice', () => {
    const live = after(pushed(atFirst, old, undefined), answer([event('b', '2')], [card('EDI', 'OK')]));
    expect(pushed(live, answer([event('b', '2')], [card('EDI', 'OK')]), news).news).toEqual({ events: 0, changed: [] });
  });

  it('after an answer that was skipped counts its events, too', () => {
    const live = pushed(atFirst, old, undefined);
    const next = pushed(live, answer([event('c', '3'), event('b', '2'), event('a', '1')]), { events: 1, changed: [] });
    expect(next.news.events).toBe(2);
  });
});

describe('when the gateway has only old figures', () => {
  const data = answer([], [], 10);
  const now = Date.UTC(2026, 10, 22, 10, 0, 50);
  const told = (staleSince: string | undefined) =>
    advance(atFirst, {
      kind: 'answered',
      answer: { ok: true, data, problems: [] },
      now,
      moment: { serverTime: instant(50), staleSince, news: undefined },
    });

  it('knows since when they are old', () => {
    const live = told(instant(10));
    expect(live.stale).toBe(true);
    expect(live.updatedAt).toBe(Date.UTC(2026, 10, 22, 10, 0, 10));
    expect(live.health.at).toBe(live.updatedAt);
  });

  it("still follows the server's clock", () => {
    expect(told(instant(10)).clockOffset).toBe(0);
  });

  it('takes unchanged figures for current ones', () => {
    const live = told(undefined);
    expect(live.stale).toBe(false);
    expect(live.updatedAt).toBe(now);
  });

  it('forgets it with the next answer that is current', () => {
    expect(after(told(instant(10)), data).stale).toBe(false);
  });
});

describe('when something fails', () => {
  const problem = { section: 'recentActivity', code: 'UNAVAILABLE', message: 'timed out' };
  const good = after(atFirst, answer([event('a', '1')], [], 10));

  it('keeps the old data of a failed section, with its age', () => {
    const next = after(good, { ...answer([], [], 40), recentActivity: null }, [problem]);
    expect(next.activity.data?.events).toHaveLength(1);
    expect(next.activity.at).toBe(good.activity.at);
    expect(next.activity.problem).toBe('timed out');
  });

  it('leaves the other sections alone', () => {
    const next = after(good, { ...answer([], [], 40), recentActivity: null }, [problem]);
    expect(next.health.problem).toBeUndefined();
    expect(next.health.at).toBe(Date.UTC(2026, 10, 22, 10, 0, 40));
  });

  it('has only the problem when there never was data', () => {
    const next = after(atFirst, { ...answer([]), recentActivity: null }, [problem]);
    expect(next.activity).toEqual({ data: undefined, at: undefined, problem: 'timed out' });
  });

  it('keeps everything when no answer came, and says why', () => {
    const failure = { kind: 'unreachable' } as const;
    const next = advance(good, { kind: 'answered', answer: { ok: false, failure }, now: 0 });
    expect(next.health).toBe(good.health);
    expect(next.failure).toEqual(failure);
  });

  it('forgets the failure with the next answer', () => {
    const failure = { kind: 'unreachable' } as const;
    const lost = advance(good, { kind: 'answered', answer: { ok: false, failure }, now: 0 });
    expect(after(lost, answer([])).failure).toBeUndefined();
  });
});
