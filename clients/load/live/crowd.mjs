// Many sockets with many subscriptions, held from one process.

import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Record } from './record.mjs';

/** A kernel has some 28,000 ports for one pair of addresses: then the next of 127.0.0.x is taken. */
const PORTS = 20_000;
const AT_ONCE = 32;

/** How often a peer that is refused comes again, as a client would (503 while a server is busy). */
const TRIES = 10;

/** So many subscriptions may wait for their first update before more are asked for. */
const WAITING = 1000;

export class Crowd {
  record = new Record();

  /** How often somebody had to come again. */
  refusals = 0;

  #peers = [];

  /**
   * @param Peer a socket or a stream
   * @param target the port, and what each peer needs: credential(n), the organisation's number
   *     org(n), and payload(n, w) of its subscription w
   */
  constructor({ Peer, target, sockets, watches }) {
    Object.assign(this, { Peer, target, sockets, watches });
  }

  get subscriptions() {
    return this.sockets * this.watches;
  }

  /** The organisation of a subscription. */
  org(subscription) {
    return this.target.org(Math.floor(subscription / this.watches));
  }

  async open() {
    await this.#each(async (n) => {
      this.#peers[n] = await this.#again(() => this.#peer(n).open());
    });
  }

  #peer(n) {
    return new this.Peer({
      address: `127.0.0.${1 + Math.floor(n / PORTS)}`,
      port: this.target.port,
      credential: this.target.credential(n),
      update: (watch, head, bytes) => this.record.take(watch, head, bytes),
      lost: (why) => this.record.lose(why),
      refused: (watch, why) => this.#askAgain(n, watch, why),
    });
  }

  /** A server that is busy says so, and is asked again as a client would. */
  #askAgain(n, watch, why) {
    this.refusals++;
    if (!why.includes('UNAVAILABLE')) this.record.lose(`refused: ${why}`);
    else setTimeout(() => this.#peers[n].watch(watch, this.target.payload(n, watch % this.watches)), 500);
  }

  async #again(attempt) {
    for (let tries = 1; ; tries++) {
      try {
        return await attempt();
      } catch (error) {
        if (tries === TRIES) throw error;
        this.refusals++;
        await sleep(500 * tries);
      }
    }
  }

  /** Subscribes all, and returns how many seconds it took until each had its first update. */
  async watch() {
    const begin = performance.now();
    let asked = 0;
    await this.#each(async (n) => {
      for (let w = 0; w < this.watches; w++, asked++) await this.#again(() => this.#peers[n].watch(n * this.watches + w, this.target.payload(n, w)));
      await this.#until(() => asked - this.record.heard < WAITING);
    });
    await this.#until(() => this.record.heard === this.subscriptions);
    return (performance.now() - begin) / 1000;
  }

  /**
   * Stops the server under all of them.
   *
   * @returns when it was gone, and when and how each peer's connection ended, in milliseconds
   */
  async outlive(stop) {
    const ends = [];
    const begin = performance.now();
    const since = () => performance.now() - begin;
    for (const peer of this.#peers) peer.lost = (why) => ends.push({ at: since(), why });
    await stop();
    const gone = since();
    while (ends.length < this.sockets && since() - gone < 5000) await sleep(50);
    return { gone, ends };
  }

  close() {
    this.#peers.forEach((peer) => peer.close());
  }

  async #until(holds) {
    for (const begin = performance.now(); !holds(); ) {
      this.record.complain();
      if (performance.now() - begin > 300_000) throw new Error(`after five minutes ${this.record.heard} of ${this.subscriptions} subscriptions had an update`);
      await sleep(5);
    }
  }

  async #each(work) {
    let next = 0;
    const lane = async () => {
      while (next < this.sockets) await work(next++);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
  }
}
