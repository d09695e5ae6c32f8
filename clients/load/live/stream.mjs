// One subscription as an event stream (GraphQL over SSE, distinct connections): a connection each.

import { connect } from 'node:net';
import { encode } from '../http.mjs';

const HEAD = 320;
const SHARED = Buffer.allocUnsafe(512 * 1024);
const NEXT = 'event: next\ndata: ';

export class Stream {
  #socket;
  #rest;
  #begun = false;
  #watch;
  #event = Buffer.alloc(0);
  #whole;

  constructor({ address, port, credential, update, lost }) {
    Object.assign(this, { address, port, credential, update, lost });
  }

  /** Resolves when connected: a stream is asked for by what it watches. */
  open() {
    return new Promise((resolve, reject) => {
      this.#socket = connect({
        host: this.address,
        port: this.port,
        noDelay: true,
        onread: { buffer: SHARED, callback: (size) => this.#read(SHARED.subarray(0, size)) },
      });
      this.#socket.once('connect', () => resolve(this));
      this.#socket.on('error', (error) => {
        reject(error);
        this.#end(error.message);
      });
      this.#socket.on('close', () => this.#end('closed without a word'));
    });
  }

  watch(number, payload) {
    if (this.#watch !== undefined) throw new Error('one subscription a stream: --watches 1');
    this.#watch = number;
    const headers = { authorization: this.credential, 'content-type': 'application/json', accept: 'text/event-stream' };
    this.#socket.write(encode({ headers, body: JSON.stringify(payload) }));
  }

  next() {
    return new Promise((resolve) => (this.#whole = resolve));
  }

  close() {
    this.lost = () => {};
    this.#socket.destroy();
  }

  #read(bytes) {
    const all = this.#rest ? Buffer.concat([this.#rest, bytes]) : bytes;
    const begin = this.#begun ? 0 : this.#begin(all);
    const end = begin < 0 ? 0 : this.#chunks(all, begin);
    this.#rest = end < all.length ? Buffer.from(all.subarray(end)) : undefined;
    return true;
  }

  #begin(all) {
    const end = all.indexOf('\r\n\r\n');
    if (end < 0) return -1;
    if (!all.toString('latin1', 0, 20).startsWith('HTTP/1.1 200')) {
      this.#end(all.toString('utf8', 0, 600));
      return -1;
    }
    this.#begun = true;
    return end + 4;
  }

  #chunks(all, begin) {
    let at = begin;
    for (;;) {
      const line = all.indexOf('\r\n', at);
      if (line < 0) return at;
      const size = parseInt(all.toString('latin1', at, line), 16);
      const end = line + 2 + size + 2;
      if (all.length < end) return at;
      if (size === 0) {
        this.#end('the stream is over');
        return end;
      }
      this.#take(all.subarray(line + 2, line + 2 + size));
      at = end;
    }
  }

  /** An event may come in several chunks, and several in one. */
  #take(bytes) {
    let all = this.#event.length > 0 ? Buffer.concat([this.#event, bytes]) : bytes;
    for (let end = all.indexOf('\n\n'); end >= 0; end = all.indexOf('\n\n')) {
      this.#heard(all.subarray(0, end));
      all = all.subarray(end + 2);
    }
    this.#event = all.length > 0 ? Buffer.from(all) : all;
  }

  #heard(event) {
    const head = event.toString('latin1', 0, HEAD);
    if (head.startsWith(':')) return;
    if (!head.startsWith(NEXT)) return this.#end(`said ${head}`);
    this.update(this.#watch, head, event.length - NEXT.length);
    this.#whole?.(JSON.parse(event.toString('utf8', NEXT.length)));
    this.#whole = undefined;
  }

  #end(why) {
    const lost = this.lost;
    this.lost = () => {};
    this.#socket.destroy();
    lost(why);
  }
}
