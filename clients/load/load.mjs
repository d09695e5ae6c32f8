// Sends a workload's requests for a while and writes down how long each answer took.

import { createHistogram } from 'node:perf_hooks';
import { Connection, isGood } from './http.mjs';

const MICROSECONDS = 1000n;

/**
 * @param next the bytes of the next request
 * @param good whether an answer is what was asked for
 * @param rate requests a second, sent by the clock whatever the answers do, their time counted from
 *     when they were due: no coordinated omission. Undefined: each connection sends its next request
 *     when it has its answer, which measures capacity.
 * @returns requests, failures, seconds, client CPU in ms, and a histogram of microseconds
 */
export function drive({ port, next, connections, seconds, rate, good = isGood }) {
  const run = { times: createHistogram(), requests: 0, failures: 0, slowest: '' };
  const begin = process.hrtime.bigint();
  const end = begin + BigInt(Math.round(seconds * 1e9));
  const cpu = process.cpuUsage();
  const lanes = Array.from({ length: connections }, () => new Connection(port));

  const ask = (lane, due, then) =>
    lane.send(next(), (error, answer) => {
      const now = process.hrtime.bigint();
      run.requests++;
      run.times.record((now - due) / MICROSECONDS || 1n);
      if (error || !good(answer)) {
        run.failures++;
        run.failure ??= error?.message ?? answer.toString('utf8', 0, 600);
      }
      then(now);
    });

  return new Promise((resolve) => {
    const finish = () => {
      lanes.forEach((lane) => lane.close());
      run.seconds = Number(process.hrtime.bigint() - begin) / 1e9;
      const { user, system } = process.cpuUsage(cpu);
      resolve({ ...run, clientCpu: (user + system) / 1000 });
    };
    if (rate) byTheClock({ lanes, rate, begin, end, ask, finish });
    else oneAfterTheOther({ lanes, begin, end, ask, finish });
  });
}

function oneAfterTheOther({ lanes, begin, end, ask, finish }) {
  let open = lanes.length;
  const again = (lane) => (now) => {
    if (now < end) ask(lane, now, again(lane));
    else if (--open === 0) finish();
  };
  lanes.forEach((lane) => ask(lane, begin, again(lane)));
}

/** Who finds no free connection waits in line, and its clock runs. */
function byTheClock({ lanes, rate, begin, end, ask, finish }) {
  const free = [...lanes];
  const pause = 1e9 / rate;
  let sent = 0;
  const due = () => begin + BigInt(Math.round(sent * pause));
  const tick = () => {
    const now = process.hrtime.bigint();
    while (due() < end && due() <= now && free.length > 0) {
      const lane = free.pop();
      ask(lane, due(), () => {
        free.push(lane);
        tick();
      });
      sent++;
    }
    if (due() >= end && free.length === lanes.length) {
      clearInterval(timer);
      finish();
    }
  };
  const timer = setInterval(tick, 1);
}
