import { ask } from './ask';
import type { Answer } from './failure';
import { DashboardDocument, type DashboardQuery } from './types/graphql';

/**
 * Where the dashboard's answers come from. This file alone knows that it polls; a subscription
 * takes its place by keeping this interface.
 */
export interface Source {
  /** Brings an answer now, and one every cadence from now on. */
  start(): void;
  /** Brings an answer now. */
  refresh(): void;
  /** Brings none until started again; an answer under way is dropped. */
  stop(): void;
  /** How answers come, in the words of the page. */
  readonly kind: 'polling' | 'live';
}

export interface Sink {
  asked(): void;
  answered(answer: Answer<DashboardQuery>): void;
}

const CADENCE = 30_000;

/** One question at a time, the next one a cadence after the last was put. */
export function polling(sink: Sink): Source {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let run = 0;
  let underWay: number | undefined;

  async function put() {
    const mine = run;
    clearTimeout(timer);
    timer = setTimeout(put, CADENCE);
    if (underWay === mine) return;
    underWay = mine;
    sink.asked();
    const answer = await ask(DashboardDocument, {});
    if (mine !== run) return;
    underWay = undefined;
    sink.answered(answer);
  }

  return {
    kind: 'polling',
    start: () => void put(),
    refresh: () => void put(),
    stop() {
      run++;
      clearTimeout(timer);
    },
  };
}
