// Every update that was received, in columns: a million of them are a few megabytes.

const FIELDS = /"seq":(-?\d+),"serverTime":"([^"]+)","unchangedSince":(null|")/;

const COLUMNS = { subscription: Uint32Array, received: Float64Array, said: Float64Array, seq: Float64Array, unchanged: Uint8Array, bytes: Uint32Array };

export class Record {
  updates = 0;

  /** Updates of which a section could not be read, as a gateway says whose database is too busy. */
  failures = 0;
  #room = 1 << 16;
  #heard = new Set();
  #lost = [];

  constructor() {
    for (const [name, Type] of Object.entries(COLUMNS)) this[name] = new Type(this.#room);
  }

  /** An update of a subscription: the beginning of its message, and the message's length. */
  take(subscription, head, bytes) {
    if (head.includes('"errors":[')) {
      this.failures++;
      this.#heard.add(subscription);
      return;
    }
    const fields = FIELDS.exec(head);
    if (!fields) return this.lose(`cannot read ${head}`);
    if (this.updates === this.#room) this.#grow();
    const row = this.updates++;
    this.subscription[row] = subscription;
    this.received[row] = Date.now();
    this.said[row] = Date.parse(fields[2]);
    this.seq[row] = Number(fields[1]);
    this.unchanged[row] = fields[3] === 'null' ? 0 : 1;
    this.bytes[row] = bytes;
    this.#heard.add(subscription);
  }

  /** How many subscriptions have had an update. */
  get heard() {
    return this.#heard.size;
  }

  lose(why) {
    this.#lost.push(why);
  }

  /** Throws when a socket was lost. */
  complain() {
    if (this.#lost.length > 0) throw new Error(`${this.#lost.length} sockets were lost, the first: ${this.#lost[0]}`);
  }

  /** The rows from one number on, by subscription, each in the order of arrival. */
  bySubscription(subscriptions, from = 0) {
    const rows = Array.from({ length: subscriptions }, () => []);
    for (let row = from; row < this.updates; row++) rows[this.subscription[row]].push(row);
    return rows;
  }

  #grow() {
    this.#room *= 2;
    for (const [name, Type] of Object.entries(COLUMNS)) {
      const wider = new Type(this.#room);
      wider.set(this[name]);
      this[name] = wider;
    }
  }
}
