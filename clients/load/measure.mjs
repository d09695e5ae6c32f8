// One workload on one server: checked, warmed up, measured.

import { Connection, isGood, json } from './http.mjs';
import { change } from './live/changes.mjs';
import { drive } from './load.mjs';
import { cpuMillis, residentMegabytes } from './processes.mjs';
import { Counts } from './counts.mjs';
import { warmUp } from './steady.mjs';
import { holds } from './truth.mjs';

/**
 * A server has a name, a port, the pid of the root of its processes, and {@code allocated()} where its
 * memory is counted. A workload's requests are sent in turn, the first again after the last.
 */
export class Measurement {
  constructor({ server, database, options, logs }) {
    Object.assign(this, { server, database, options, logs });
  }

  /** Throws unless what each who asks is answered first is what the rows say, at the moment before or after it. */
  async check(workload) {
    const firsts = new Map(workload.requests.toReversed().map((request) => [request.credential, request]));
    for (const request of firsts.values()) await this.#checkOne(workload, request);
  }

  async #checkOne(workload, request) {
    const wrong = [];
    for (let tries = 0; tries < 3; tries++) {
      // a window that slides between answer and count is not a fault
      const data = request.data(await this.#ask(request));
      const difference = await this.database.superuser((sql) => holds(data, sql, request.org));
      if (!difference) return;
      wrong.push(difference);
    }
    throw new Error(`${workload.name} by ${this.server.name} for ${this.logs} logs is wrong: ${wrong.join('; ')}`);
  }

  /**
   * Each workload by itself: what one has warmed is cold for the next. A monitor asks for the metrics meanwhile:
   * the first time it does, the JVM throws away code that had been compiled for one kind of request.
   * Returns what a request cost, window by window.
   */
  warmUp(workload) {
    const cpu = () => cpuMillis(this.server.pid) + cpuMillis(this.database.pid);
    const drive = async (seconds) => {
      const run = await this.#drive(workload, { seconds });
      await this.server.allocated?.();
      return run;
    };
    return warmUp({ least: this.options.warmup, cpu, drive });
  }

  /** @param rate requests a second by the clock; undefined: as many as there can be */
  async run(workload, rate) {
    const before = await this.#look();
    const run = await this.#drive(workload, { seconds: this.options.seconds, rate });
    const after = await this.#look();
    if (run.failures > 0) throw new Error(`${run.failures} of ${run.requests} answers failed, the first: ${run.failure}`);
    const each = (total) => total / run.requests;
    const milliseconds = (percentile) => run.times.percentile(percentile) / 1000;
    const counts = after.counts.since(before.counts);
    const roundTrips = counts.calls(/^select set_config\(/); // each begins with the announcement
    return {
      server: this.server.name,
      workload: workload.name,
      logs: this.logs,
      orgs: this.options.orgs,
      asked: rate,
      changes: workload.changes,
      requests: run.requests,
      rate: run.requests / run.seconds,
      p50: milliseconds(50),
      p95: milliseconds(95),
      p99: milliseconds(99),
      p999: milliseconds(99.9),
      budget: workload.budget,
      serverCpu: each(after.server - before.server),
      postgresCpu: each(after.postgres - before.postgres),
      clientCpu: each(run.clientCpu),
      statements: each(counts.calls()),
      roundTrips: each(roundTrips),
      allocated: this.server.allocated && each(after.allocated - before.allocated),
      serverMegabytes: residentMegabytes(this.server.pid),
      reads: counts.regular(roundTrips),
    };
  }

  async #look() {
    return {
      allocated: await this.server.allocated?.(),
      server: cpuMillis(this.server.pid),
      postgres: cpuMillis(this.database.pid),
      counts: await Counts.of(this.database),
    };
  }

  /** While what the workload changes is changed. */
  async #drive({ requests, changes }, { seconds, rate }) {
    let turn = 0;
    const next = () => requests[turn++ % requests.length].bytes;
    const orgs = [...new Set(requests.map(({ org }) => org))];
    const [run] = await Promise.all([
      drive({ port: this.server.port, next, connections: this.options.concurrency, seconds, rate }),
      changes && change({ database: this.database, orgs, rate: changes, seconds }),
    ]);
    return run;
  }

  #ask({ bytes }) {
    const connection = new Connection(this.server.port);
    return new Promise((resolve, reject) => {
      connection.send(bytes, (error, answer) => {
        connection.close();
        if (error) reject(error);
        else if (!isGood(answer)) reject(new Error(answer.toString('utf8', 0, 1000)));
        else resolve(json(answer));
      });
    });
  }
}
