import type { Clock } from './time';
import { pluralFor } from './plural';

export interface Waiting {
  kind: string | null;
  count: number;
}

type Kinds = Record<string, Parameters<ReturnType<typeof pluralFor>>[1]>;

/** More are not remembered: the gateway then says "at least". */
const MOST = 10_000;

/** "37 orders, 4 invoices": what waits, each kind in its own plural. */
export function waitingFor(language: string, kinds: Kinds, other: Kinds[string]) {
  const count = pluralFor(language);
  return (waiting: readonly Waiting[]): string =>
    waiting
      .map(({ kind, count: n }) => {
        // some senders name the many
        const known = kinds[kind?.replace(/s$/, '') ?? ''];
        const said = known ? count(n, known) : `${count(n, other)}${kind ? ` (${kind})` : ''}`;
        return n < MOST ? said : `≥ ${said}`;
      })
      .join(', ');
}

const DAY = 86_400_000;

/** "09:12" for today; the day as well for what is longer ago. */
export function sinceWhen(clock: Clock, at: number, now: number): string {
  const sameDay = new Date(at).toDateString() === new Date(now).toDateString();
  if (sameDay) return clock.hour(at);
  return now - at < 6 * DAY ? clock.dayAndHour(at) : clock.exact(at);
}
