import type { Card } from '../api/live';

const HOUR = 3_600_000;

export interface Bar {
  from: number;
  to: number;
  success: number;
  warning: number;
  error: number;
}

/** The hours of a card as bars, the oldest first. */
export function barsOf({ firstHour, success, warning, error }: Card['hours']): Bar[] {
  const first = Date.parse(firstHour);
  return success.map((count, index) => ({
    from: first + index * HOUR,
    to: first + (index + 1) * HOUR,
    success: count,
    warning: warning[index] ?? 0,
    error: error[index] ?? 0,
  }));
}

export const total = (bar: Bar) => bar.success + bar.warning + bar.error;

/** A part of a bar: how high it begins and ends, of a height of 1; never too low to be seen. */
export interface Part {
  kind: 'success' | 'warning' | 'error';
  from: number;
  to: number;
}

const LEAST = 0.08;

/** What of a bar is drawn, from the ground up, when the highest bar of the strip is `highest`. */
export function partsOf(bar: Bar, highest: number): Part[] {
  const kinds = (['success', 'warning', 'error'] as const).filter((kind) => bar[kind] > 0);
  const heights = kinds.map((kind) => Math.max(LEAST, bar[kind] / highest));
  const scale = Math.max(1, sum(heights));
  return kinds.map((kind, index) => ({
    kind,
    from: sum(heights.slice(0, index)) / scale,
    to: sum(heights.slice(0, index + 1)) / scale,
  }));
}

const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0);
