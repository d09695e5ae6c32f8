const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How far back or ahead, in whole units: 119 minutes are one hour. */
export function distance(ms: number): [number, Intl.RelativeTimeFormatUnit] {
  const size = Math.abs(ms);
  const whole = (unit: number) => Math.trunc(ms / unit);
  if (size < MINUTE) return [whole(SECOND), 'second'];
  if (size < HOUR) return [whole(MINUTE), 'minute'];
  if (size < 2 * DAY) return [whole(HOUR), 'hour'];
  return [whole(DAY), 'day'];
}

export interface Clock {
  /** "5 minutes ago"; what lies ahead by a clock's error is "just now". */
  ago(at: number, now: number): string;
  /** "in 2 hours", or "5 minutes ago" when it is over. */
  until(at: number, now: number): string;
  /** "12 s", "3 h": an age, for tight places. */
  age(at: number, now: number): string;
  /** "22 Nov 2026, 14:02:10", in the reader's own time zone. */
  exact(at: number): string;
  /** "14:02:10". */
  time(at: number): string;
  /** "14:00". */
  hour(at: number): string;
  /** "Sat 14:00". */
  dayAndHour(at: number): string;
}

export function clockFor(language: string, justNow: string): Clock {
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'always' });
  const exact = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'medium' });
  const hour = new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' });
  const dayAndHour = new Intl.DateTimeFormat(language, { weekday: 'short', hour: 'numeric', minute: '2-digit' });
  const short: Partial<Record<Intl.RelativeTimeFormatUnit, string>> = {
    second: 's',
    minute: 'min',
    hour: 'h',
    day: 'd',
  };
  return {
    ago(at, now) {
      const [count, unit] = distance(at - now);
      return unit === 'second' || at > now ? justNow : relative.format(count, unit);
    },
    until(at, now) {
      const [count, unit] = distance(at - now);
      return unit === 'second' ? justNow : relative.format(count, unit);
    },
    age(at, now) {
      const [count, unit] = distance(Math.max(0, now - at));
      return `${count} ${short[unit] ?? ''}`;
    },
    exact: (at) => exact.format(at),
    time: (at) => time.format(at),
    hour: (at) => hour.format(at),
    dayAndHour: (at) => dayAndHour.format(at),
  };
}
