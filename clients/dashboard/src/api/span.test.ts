import { describe, expect, it } from 'vitest';
import { inUnits, secondsOf } from './span';

describe('a span of time', () => {
  it.each([
    [30, 30, 'seconds'],
    [90, 90, 'seconds'],
    [5_400, 90, 'minutes'],
    [43_200, 12, 'hours'],
    [604_800, 7, 'days'],
  ])('%i seconds are %i %s', (seconds, amount, unit) => {
    expect(inUnits(seconds)).toEqual({ amount, unit });
    expect(secondsOf(String(amount), unit)).toBe(seconds);
  });

  it('is none where no amount is given', () => {
    expect(secondsOf('', 'hours')).toBeNull();
  });
});
