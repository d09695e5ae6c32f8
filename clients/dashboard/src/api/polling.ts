import { ask } from './ask';
import { CADENCE, type Sink, type Source } from './source';
import { DashboardDocument } from './types/graphql';

/** One question at a time, the next one a cadence after the last was put. */
export function polling(sink: Sink): Source {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let run = 0;
  let underWay: number | undefined;

  async function put() {
    const mine = run;
    if (underWay === mine) return;
    underWay = mine;
    sink.asked();
    const answer = await ask(DashboardDocument, {});
    if (mine !== run) return;
    underWay = undefined;
    sink.answered(answer);
  }

  function goOn() {
    clearTimeout(timer);
    timer = setTimeout(goOn, CADENCE);
    void put();
  }

  return {
    start: goOn,
    refresh: () => void put(),
    stop() {
      run++;
      clearTimeout(timer);
    },
  };
}
