import { describe, expect, it } from 'vitest';
import { dayOf, expiryOf } from './expiry';

const NOW = Date.parse('2026-11-22T10:00:00Z');

describe('an expiry', () => {
  it('is so many days from now', () => {
    expect(expiryOf('30', '', NOW)).toBe('2026-12-22T10:00:00.000Z');
  });

  it('is the end of a day in the reader’s own time zone', () => {
    const end = new Date(expiryOf('date', '2026-12-31', NOW) ?? '');
    expect([end.getFullYear(), end.getMonth(), end.getDate(), end.getHours()]).toEqual([2026, 11, 31, 23]);
  });

  it('is none where none is wanted', () => {
    expect(expiryOf('never', '2026-12-31', NOW)).toBeUndefined();
    expect(expiryOf('date', '', NOW)).toBeUndefined();
  });

  it('begins with a day that a date field takes', () => {
    expect(dayOf(new Date(2026, 0, 5, 0, 30).getTime())).toBe('2026-01-05');
  });
});
