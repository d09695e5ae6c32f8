import type { Answer } from './failure';
import type { DashboardQuery, IntegrationType } from './types/graphql';

/** Where the dashboard's answers come from. */
export interface Source {
  /** Brings an answer now, and one every cadence from now on. */
  start(): void;
  /** Brings an answer now, and changes nothing else. */
  refresh(): void;
  /** Brings none until started again; an answer under way is dropped. */
  stop(): void;
}

/** How answers come, in the words of the page. */
export type Way = 'connecting' | 'live' | 'polling';

/** What the gateway says of an answer's time, where it does. */
export interface Moment {
  serverTime: string;
  /** Since when the figures are old, while they cannot be read anew. */
  staleSince: string | undefined;
  /** What it brings beyond the answer before it in the same stream; the first has none before it. */
  news: News | undefined;
}

/** How many events are new, also those that the answer has no room for, and whose status is. */
export interface News {
  events: number;
  changed: IntegrationType[];
}

export interface Sink {
  comes(way: Way): void;
  asked(): void;
  answered(answer: Answer<DashboardQuery>, moment?: Moment): void;
}

/** How old an answer may get before the next one, in milliseconds. */
export const CADENCE = 30_000;
