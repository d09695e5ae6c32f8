import { describe, expect, it } from 'vitest';
import { barsOf, partsOf, total } from './hours';

const HOUR = 3_600_000;

describe('the bars of a strip', () => {
  const firstHour = '2026-11-21T14:00:00.000Z';
  const bars = barsOf({ firstHour, success: [1, 0, 7], warning: [0, 0, 2], error: [3, 0, 1] });

  it('are the hours after the first, one by one', () => {
    expect(bars.map((bar) => bar.from - Date.parse(firstHour))).toEqual([0, HOUR, 2 * HOUR]);
    expect(bars.every((bar) => bar.to - bar.from === HOUR)).toBe(true);
  });

  it('add up what happened', () => {
    expect(bars.map(total)).toEqual([4, 0, 10]);
  });

  it('stand on each other, failures on top', () => {
    expect(partsOf({ from: 0, to: HOUR, success: 5, warning: 2, error: 3 }, 10)).toEqual([
      { kind: 'success', from: 0, to: 0.5 },
      { kind: 'warning', from: 0.5, to: 0.7 },
      { kind: 'error', from: 0.7, to: 1 },
    ]);
  });

  it('show one failure among a thousand', () => {
    const [, failed] = partsOf({ from: 0, to: HOUR, success: 999, warning: 0, error: 1 }, 1000);
    expect(failed).toMatchObject({ kind: 'error', to: 1 });
    expect((failed?.to ?? 0) - (failed?.from ?? 0)).toBeGreaterThan(0.05);
  });

  it('draw nothing where nothing happened', () => {
    expect(partsOf({ from: 0, to: HOUR, success: 0, warning: 0, error: 0 }, 10)).toEqual([]);
  });
});
