// One server under one crowd: memory stage by stage, then parts of a few cadences each.

import { setTimeout as sleep } from 'node:timers/promises';
import { Counts } from '../counts.mjs';
import { cpuMillis } from '../processes.mjs';
import { orgId } from '../seed.mjs';
import { holds } from '../truth.mjs';
import { change } from './changes.mjs';
import { Crowd } from './crowd.mjs';
import { latencies, percentile, punctuality } from './judgement.mjs';
import { memory } from './memory.mjs';

/** What is still on its way when a part ends is waited for. */
const GRACE = 5000;

/** How a server says that it restarts, on a socket and on an event stream. */
const GOODBYE = /^closed with 1001 |^completed, to be opened again/;

export class Live {
  /**
   * @param server its pid, and how it is reached and asked: see Crowd
   * @param shape sockets, watches on each, documents, organisations, cadence in seconds, cycles
   */
  constructor({ name, server, database, Peer, shape, say }) {
    Object.assign(this, { name, server, database, Peer, shape, say });
    this.crowd = this.#crowd(shape.sockets);
  }

  #crowd(sockets) {
    return new Crowd({ Peer: this.Peer, target: this.server, sockets, watches: this.shape.watches });
  }

  /** Throws unless the first update of the first organisation is what the rows say. */
  async check() {
    const wrong = [];
    for (let tries = 0; tries < 5; tries++) {
      const difference = await this.#difference().catch(({ message }) => message);
      if (!difference) return;
      wrong.push(difference);
      await sleep(2000); // a window that slides meanwhile is not a fault, nor is a server that still starts
    }
    throw new Error(`updates of ${this.name} are wrong: ${wrong.join('; ')}`);
  }

  async #difference() {
    const { data } = await this.#first();
    return this.database.superuser((sql) => holds(data.dashboardUpdates, sql, orgId(1)));
  }

  #first() {
    return new Promise((resolve, reject) => {
      const peer = new this.Peer({ address: '127.0.0.1', port: this.server.port, credential: this.server.credential(0), update: () => {}, lost: (why) => reject(new Error(why)) });
      const ask = async () => {
        await peer.open();
        const whole = peer.next();
        peer.watch(0, this.server.payload(0, 0));
        return whole;
      };
      ask()
        .then(resolve, reject)
        .finally(() => peer.close());
    });
  }

  /** What compiles, and what is loaded once, is neither a socket's nor a subscription's. */
  async warmUp(seconds) {
    const crowd = this.#crowd(Math.min(this.shape.sockets, 500));
    await crowd.open();
    await crowd.watch();
    await sleep(seconds * 1000);
    crowd.record.complain();
    crowd.close();
    await sleep(GRACE);
  }

  /** Opens all, and writes down what each stage takes. */
  async gather() {
    const { sockets } = this.shape;
    const base = memory(this.server.pid);
    await this.crowd.open();
    const idle = await this.#idle();
    const open = memory(this.server.pid);
    this.say(`${sockets} sockets are open, ${this.crowd.refusals} came more than once`);
    const seconds = await this.crowd.watch();
    this.say(`${this.crowd.subscriptions} subscriptions after ${seconds.toFixed(1)} s`);
    const watched = memory(this.server.pid);
    this.memory = {
      sockets,
      subscriptions: this.crowd.subscriptions,
      subscribedSeconds: seconds,
      idleCpu: idle,
      baseMegabytes: base.resident / 1048576,
      residentMegabytes: watched.resident / 1048576,
      heapPerSocket: (open.heap - base.heap) / sockets,
      residentPerSocket: (open.resident - base.resident) / sockets,
      heapPerSubscription: (watched.heap - open.heap) / this.crowd.subscriptions,
      residentPerSubscription: (watched.resident - open.resident) / this.crowd.subscriptions,
      classes: watched.classes,
    };
  }

  /** Processor microseconds a second of a socket that says nothing, pings included. */
  async #idle() {
    await sleep(2000);
    const before = cpuMillis(this.server.pid);
    await sleep(20_000);
    return ((cpuMillis(this.server.pid) - before) * 1000) / 20 / this.shape.sockets;
  }

  /** A few cadences, with so many changes a second or none. */
  async part(rate) {
    const { cadence, cycles, sockets, documents, orgs } = this.shape;
    const { record } = this.crowd;
    const seconds = cadence * cycles;
    this.say(`${this.name}: ${seconds} s${rate ? ` with ${rate} changes/s` : ''}`);
    const first = record.updates;
    const before = await this.#look();
    const work = rate ? change({ database: this.database, orgs: Array.from({ length: orgs }, (_, n) => orgId(n + 1)), rate, seconds }) : sleep(seconds * 1000);
    const written = await work;
    const after = await this.#look();
    await sleep(GRACE);
    record.complain();
    const row = {
      server: this.name,
      sockets,
      subscriptions: this.crowd.subscriptions,
      orgs,
      documents,
      cadence,
      changesPerSecond: rate,
      ...this.#sums(first, before, after),
      ...this.#punctuality(first, before, after),
      ...(rate ? this.#latencies(first, written) : {}),
      ...this.memory,
    };
    this.say(`${row.missed} missed, ${row.duplicates} twice, p99 ${row.lateness99} ms late, ${row.cpuPerPush.toFixed(1)} µs a push${rate ? `, changes p99 ${row.change99} ms` : ''}`);
    return row;
  }

  async #look() {
    return {
      counts: await Counts.of(this.database),
      at: Date.now(),
      updates: this.crowd.record.updates,
      failures: this.crowd.record.failures,
      server: cpuMillis(this.server.pid),
      postgres: cpuMillis(this.database.pid),
      client: process.cpuUsage(),
    };
  }

  #sums(first, before, after) {
    const { record } = this.crowd;
    const pushes = after.updates - before.updates;
    const seconds = (after.at - before.at) / 1000;
    const client = after.client.user + after.client.system - before.client.user - before.client.system;
    const counts = after.counts.since(before.counts);
    const bytes = record.bytes.subarray(first, first + pushes).reduce((sum, size) => sum + size, 0);
    return {
      seconds,
      pushes,
      failures: after.failures - before.failures,
      rate: pushes / seconds,
      bytes: bytes / pushes,
      cpuPerPush: ((after.server - before.server) * 1000) / pushes,
      cores: (after.server - before.server) / 1000 / seconds,
      postgresCores: (after.postgres - before.postgres) / 1000 / seconds,
      clientPerPush: client / pushes,
      statements: counts.calls() / seconds,
      roundTrips: counts.calls(/^select set_config\(/) / seconds,
    };
  }

  #punctuality(first, before, after) {
    const { record, subscriptions } = this.crowd;
    const judged = punctuality({
      record,
      subscriptions,
      first,
      cadence: this.shape.cadence * 1000,
      from: before.at,
      to: after.at,
      group: (subscription) => this.server.group(subscription, this.crowd),
    });
    const { lateness, missed, duplicates, unknown } = judged;
    return { missed, duplicates, unknown, lateness50: percentile(lateness, 50), lateness99: percentile(lateness, 99), latenessMost: lateness.at(-1) };
  }

  #latencies(first, { changes, behind }) {
    const { record, subscriptions } = this.crowd;
    const { times, missed } = latencies({ record, subscriptions, first, changes, org: (subscription) => this.crowd.org(subscription) });
    return { change50: percentile(times, 50), change99: percentile(times, 99), changeMost: times.at(-1), changesMissed: missed, writerBehind: behind };
  }

  /** Stops the server as an operator would, with everybody there. */
  async drain(stop) {
    this.say(`${this.name}: is asked to stop`);
    const { gone, ends } = await this.crowd.outlive(stop);
    const told = ends.filter(({ why }) => GOODBYE.test(why)).map(({ at }) => at);
    const rude = ends.find(({ why }) => !GOODBYE.test(why));
    if (rude) this.say(`${ends.length - told.length} were not told to come again, the first: ${rude.why}`);
    const over = told.length > 0 ? told.at(-1) - told[0] : undefined;
    this.say(`${told.length} of ${this.shape.sockets} were told to come again over ${(over / 1000).toFixed(1)} s, gone after ${(gone / 1000).toFixed(1)} s`);
    return { goodbyes: told.length, goodbyesOver: over, gone };
  }

  close() {
    this.crowd.close();
  }
}
