import type { Answer, Failure, Problem } from './failure';
import type { Moment, News, Way } from './source';
import type { DashboardQuery } from './types/graphql';

export type Health = NonNullable<DashboardQuery['healthStatus']>;
export type Card = Health['cards'][number];
export type Activity = NonNullable<DashboardQuery['recentActivity']>;
export type Event = Activity['events'][number];
export type Errors = NonNullable<DashboardQuery['errorSummary']>;

/** The last good data of a section, when it came, and what is wrong with it now. */
export interface Section<T> {
  data: T | undefined;
  at: number | undefined;
  problem: string | undefined;
}

export interface Live {
  health: Section<Health>;
  activity: Section<Activity>;
  errors: Section<Errors>;
  /** The instant, by the server's clock, for which the last whole answer holds. */
  updatedAt: number | undefined;
  /** Add to this machine's clock for the server's. */
  clockOffset: number;
  /** Whether the gateway itself has only old figures. */
  stale: boolean;
  /** How answers come; `connecting` until the first. */
  way: Way;
  asking: boolean;
  paused: boolean;
  /** Why the last attempt brought nothing; undefined when it did. */
  failure: Failure | undefined;
  /** Grows with every answer, so that what an answer brought is told once. */
  cycle: number;
  /** What the last answer brought and the one before had not. */
  news: News;
  /** Whether the last answer was pushed: only then does a stream's news tell what is new here. */
  pushed: boolean;
}

export type Step =
  | { kind: 'comes'; way: Way }
  | { kind: 'asked' }
  | { kind: 'answered'; answer: Answer<DashboardQuery>; now: number; moment?: Moment | undefined }
  | { kind: 'paused' }
  | { kind: 'resumed' };

const noNews: News = { events: 0, changed: [] };
const nothing = { data: undefined, at: undefined, problem: undefined };

export const atFirst: Live = {
  health: nothing,
  activity: nothing,
  errors: nothing,
  updatedAt: undefined,
  clockOffset: 0,
  stale: false,
  way: 'connecting',
  asking: false,
  paused: false,
  failure: undefined,
  cycle: 0,
  news: noNews,
  pushed: false,
};

/** What the page knows after a step. Old data stays until new data replaces it. */
export function advance(live: Live, step: Step): Live {
  switch (step.kind) {
    case 'comes':
      return { ...live, way: step.way };
    case 'asked':
      return { ...live, asking: true };
    case 'paused':
      return { ...live, paused: true, asking: false };
    case 'resumed':
      return { ...live, paused: false };
    case 'answered':
      return step.answer.ok
        ? answered(live, step.answer.data, step.answer.problems, step)
        : { ...live, asking: false, failure: step.answer.failure, news: noNews, pushed: false };
  }
}

/** The server's clock, and the instant for which the figures hold: the same, unless they are stale. */
interface Instant {
  now: number;
  server: number;
  figures: number;
  stale: boolean;
}

interface Heard {
  now: number;
  moment?: Moment | undefined;
}

function momentOf(live: Live, data: DashboardQuery, { now, moment }: Heard): Instant {
  const told = moment?.serverTime ?? data.recentActivity?.serverTime ?? data.healthStatus?.computedAt;
  const server = told ? Date.parse(told) : now + live.clockOffset;
  const since = moment?.staleSince;
  return { now, server, figures: since ? Date.parse(since) : server, stale: since !== undefined };
}

function answered(live: Live, data: DashboardQuery, problems: Problem[], heard: Heard): Live {
  const instant = momentOf(live, data, heard);
  const at = instant.figures;
  return {
    ...live,
    health: section(live.health, data.healthStatus, problemOf('healthStatus', problems), at),
    activity: section(live.activity, data.recentActivity, problemOf('recentActivity', problems), at),
    errors: section(live.errors, data.errorSummary, problemOf('errorSummary', problems), at),
    updatedAt: at,
    clockOffset: instant.server - instant.now,
    stale: instant.stale,
    asking: false,
    failure: undefined,
    cycle: live.cycle + 1,
    news: newsIn(live, data, heard.moment),
    pushed: heard.moment !== undefined,
  };
}

function section<T>(old: Section<T>, data: T | null, problem: string, at: number): Section<T> {
  return data === null ? { ...old, problem } : { data, at, problem: undefined };
}

function problemOf(field: string, problems: Problem[]): string {
  return problems.find((problem) => problem.section === field)?.message ?? '';
}

/** What the stream says is new, if this page saw its last answer, too; otherwise what differs. */
function newsIn(live: Live, data: DashboardQuery, moment: Moment | undefined): News {
  const seen = arrivals(live.activity.data, data.recentActivity);
  if (!live.pushed || !moment?.news) {
    return { events: seen, changed: changes(live.health.data, data.healthStatus) };
  }
  // an answer that was skipped on a slow line takes its news along, but its events are still here
  return { ...moment.news, events: Math.max(moment.news.events, seen) };
}

/** On the first answer everything is there already, so nothing is new. */
function arrivals(before: Activity | undefined, after: Activity | null): number {
  if (!before || !after) return 0;
  const known = new Set(before.events.map((event) => event.id));
  const oldest = before.events.at(-1)?.occurredAt ?? '';
  return after.events.filter((event) => !known.has(event.id) && event.occurredAt >= oldest).length;
}

function changes(before: Health | undefined, after: Health | null): Card['type'][] {
  if (!before || !after) return [];
  const old = new Map(before.cards.map((card) => [card.type, card]));
  return after.cards
    .filter((card) => {
      const was = old.get(card.type);
      return was && (was.status !== card.status || was.level !== card.level);
    })
    .map((card) => card.type);
}
