// The workload `ingest`: how many events a second are stored, and whether the figures are right then.

import { join } from 'node:path';
import { Counts } from '../counts.mjs';
import { startDatabase } from '../database.mjs';
import { startGateway } from '../gateway.mjs';
import { makeKeys } from '../live/keys.mjs';
import { drive } from '../load.mjs';
import { cpuMillis } from '../processes.mjs';
import { seed } from '../seed.mjs';
import { warmUp } from '../steady.mjs';
import { Batches } from './events.mjs';
import { differences, stored } from './truth.mjs';

// Nothing of what was answered with 202 may be lost: fsync and synchronous commit as PostgreSQL has
// them by default.
const DURABLE = { fsync: 'on', synchronous_commit: 'on' };

/** A row for each number of organisations that send at the same time, after each history. */
export async function runIngest({ application, folder, repository, chosen, say }) {
  const rows = [];
  for (const history of chosen.history) rows.push(...(await after({ history, application, folder, repository, chosen, say })));
  return rows;
}

async function after({ history, application, folder, repository, chosen, say }) {
  const running = [];
  try {
    const database = await startDatabase({ jars: join(application, 'lib'), folder, repository, settings: DURABLE });
    running.push(database);
    const start = () => startGateway({ application, database, folder, flags: chosen.java });
    await (await start()).stop(); // its first start migrates
    const orgs = Math.max(...chosen.senders);
    say(`seeding ${history} logs`);
    await seed({ database, repository, logs: history, orgs });
    const keys = (await makeKeys({ database, orgs, each: 1, scope: 'events:write' })).flat();
    const gateway = await start();
    running.push(gateway);
    const ingest = new Ingest({ gateway, database, repository, keys, chosen, say });
    say('warming up');
    await ingest.warmUp(orgs);
    const rows = [];
    for (const senders of chosen.senders) rows.push({ history, ...(await ingest.run(senders)) });
    return rows;
  } finally {
    for (const one of running.reverse()) await one.stop();
  }
}

class Ingest {
  constructor(parts) {
    Object.assign(this, parts);
    this.batches = new Map();
  }

  async warmUp(senders) {
    const windows = await warmUp({
      least: this.chosen.warmup,
      cpu: () => cpuMillis(this.gateway.pid),
      drive: (seconds) => this.#drive(senders, seconds),
    });
    this.say(`gateway CPU ms a request while warming up: ${windows.map((value) => value.toFixed(1)).join(' ')}`);
  }

  async run(senders) {
    this.say(`${senders} organisations send`);
    const before = await this.#look();
    const run = await this.#drive(senders, this.chosen.seconds);
    const after = await this.#look();
    if (run.failures > 0) throw new Error(`${run.failures} of ${run.requests} batches failed, the first: ${run.failure}`);
    const events = run.requests * this.chosen.batch;
    const micros = (millis) => (millis * 1000) / events;
    const milliseconds = (percentile) => run.times.percentile(percentile) / 1000;
    const transactions = after.counts.since(before.counts).calls(/admit_events/);
    if (after.stored - before.stored !== events) throw new Error(`${events} events were taken, ${after.stored - before.stored} are stored`);
    const wrong = await this.database.superuser(differences);
    if (wrong.length > 0) throw new Error(`counters are wrong: ${wrong[0]}`);
    return {
      senders,
      events: events / run.seconds,
      megabytes: (run.requests * this.#batches(senders).bytes) / run.seconds / 1e6,
      p50: milliseconds(50),
      p95: milliseconds(95),
      p99: milliseconds(99),
      together: events / transactions,
      gatewayCpu: micros(after.gateway - before.gateway),
      postgresCpu: micros(after.postgres - before.postgres),
      clientCpu: micros(run.clientCpu),
      stored: after.stored,
      counters: 'exact',
    };
  }

  async #look() {
    return {
      gateway: cpuMillis(this.gateway.pid),
      postgres: cpuMillis(this.database.pid),
      counts: await Counts.of(this.database),
      stored: await this.database.superuser(stored),
    };
  }

  #batches(senders) {
    if (!this.batches.has(senders)) {
      const own = new Batches({ repository: this.repository, keys: this.keys.slice(0, senders), size: this.chosen.batch });
      this.batches.set(senders, own);
    }
    return this.batches.get(senders);
  }

  #drive(senders, seconds) {
    const batches = this.#batches(senders);
    const good = (answer) => answer.toString('latin1', 9, 12) === '202' && answer.includes(`"accepted":${this.chosen.batch},`);
    return drive({ port: this.gateway.port, next: () => batches.next(), connections: this.chosen.concurrency, seconds, good });
  }
}
