// One workload for one organisation: checked, warmed up, measured.

import { encode, Connection, isGood, json } from './http.mjs';
import { drive } from './load.mjs';
import { cpuMillis, residentMegabytes } from './processes.mjs';
import { Counts } from './counts.mjs';

const WINDOW = 5; // seconds
const STEADY = 0.05;

export class Measurement {
  constructor({ gateway, database, options }) {
    Object.assign(this, { gateway, database, options });
  }

  /** Throws unless the gateway's answer is what the rows say, at the moment before or after it. */
  async check(workload, org) {
    const truth = (data) => this.database.superuser((sql) => workload.check(data, sql, org.id));
    const wrong = [];
    for (let tries = 0; tries < 3; tries++) {
      // a window that slides between answer and count is not a fault
      const difference = await truth(await this.#ask(workload, org));
      if (!difference) return;
      wrong.push(difference);
    }
    throw new Error(`${workload.name} for ${org.logs} logs is wrong: ${wrong.join('; ')}`);
  }

  /**
   * Not shorter than told, and until the gateway's work for a request no longer falls: that is steady
   * once the JVM has compiled what matters, also where others take the processors away. Returns what
   * it took, window by window.
   */
  async warmUp(workload, org) {
    const windows = [];
    for (let seconds = 0; seconds < 6 * this.options.warmup; seconds += WINDOW) {
      const before = cpuMillis(this.gateway.pid);
      const { requests } = await this.#drive(workload, org, { seconds: WINDOW });
      windows.push((cpuMillis(this.gateway.pid) - before) / requests);
      const steady = windows.length >= 8 && mean(windows.slice(-4)) > mean(windows.slice(-8, -4)) * (1 - STEADY);
      if (seconds + WINDOW >= this.options.warmup && steady) break;
    }
    return windows;
  }

  async run(workload, org) {
    await this.#drive(workload, org, { seconds: 3 }); // plans and pages of this organisation
    const before = await this.#look();
    const run = await this.#drive(workload, org, this.options);
    const after = await this.#look();
    if (run.failures > 0) throw new Error(`${run.failures} of ${run.requests} answers failed, the first: ${run.failure}`);
    const each = (total) => total / run.requests;
    const milliseconds = (percentile) => run.times.percentile(percentile) / 1000;
    const counts = after.counts.since(before.counts);
    const roundTrips = counts.calls(/^select set_config\(/); // each begins with the announcement
    return {
      workload: workload.name,
      logs: org.logs,
      requests: run.requests,
      rate: run.requests / run.seconds,
      p50: milliseconds(50),
      p95: milliseconds(95),
      p99: milliseconds(99),
      p999: milliseconds(99.9),
      budget: workload.budget,
      gatewayCpu: each(after.gateway - before.gateway),
      postgresCpu: each(after.postgres - before.postgres),
      clientCpu: each(run.clientCpu),
      statements: each(counts.calls()),
      roundTrips: each(roundTrips),
      gatewayMegabytes: residentMegabytes(this.gateway.pid),
      reads: counts.regular(roundTrips),
    };
  }

  async #look() {
    return {
      gateway: cpuMillis(this.gateway.pid),
      postgres: cpuMillis(this.database.pid),
      counts: await Counts.of(this.database),
    };
  }

  #drive(workload, org, { seconds, rate }) {
    const bytes = this.#request(workload, org);
    return drive({ port: this.gateway.port, next: () => bytes, connections: this.options.concurrency, seconds, rate });
  }

  #request(workload, org) {
    const headers = { authorization: org.credential, 'content-type': 'application/json', accept: 'application/graphql-response+json' };
    return encode({ headers, body: JSON.stringify({ query: workload.document, operationName: workload.operation }) });
  }

  #ask(workload, org) {
    const connection = new Connection(this.gateway.port);
    return new Promise((resolve, reject) => {
      connection.send(this.#request(workload, org), (error, answer) => {
        connection.close();
        if (error) reject(error);
        else if (!isGood(answer)) reject(new Error(answer.toString('utf8', 0, 1000)));
        else resolve(json(answer).data);
      });
    });
  }
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
