// One subscription as an event stream (GraphQL over SSE, distinct connections): a connection each.
// There is none before it watches: the server ends a connection on which nobody asks anything.

import { connect } from 'node:net';
import { encode } from '../http.mjs';

const HEAD = 320;
const SHARED = Buffer.allocUnsafe(512 * 1024);
const NEXT = 'event: next\ndata: ';
const COMPLETE = 'event: complete';
const RETRY = 'retry: ';

export class Stream {
  #socket;
  #rest;
  #begun = false;
  #watch;
  #event = Buffer.alloc(0);
  #whole;
  #hello;
  #retry;

  constructor({ address, port, credential, update, lost }) {
    Object.assign(this, { address, port, credential, update, lost });
  }

  open() {
    return this;
  }

  /** Resolves when the stream has begun; what refuses it may be asked again. */
  watch(number, payload) {
    if (this.#watch !== undefined) throw new Error('one subscription a stream: --watches 1');
    return new Promise((resolve, reject) => {
      const lost = this.lost;
      this.lost = (why) => {
        this.lost = lost;
        this.#watch = undefined;
        reject(new Error(why));
      };
      this.#hello = () => {
        this.lost = lost;
        resolve();
      };
      this.#watch = number;
      this.#connect(payload);
    });
  }

  #connect(payload) {
    this.#rest = undefined;
    this.#begun = false;
    const socket = connect({
      host: this.address,
      port: this.port,
      noDelay: true,
      onread: { buffer: SHARED, callback: (size) => this.#read(SHARED.subarray(0, size)) },
    });
    const headers = { authorization: this.credential, 'content-type': 'application/json', accept: 'text/event-stream' };
    socket.once('connect', () => socket.write(encode({ headers, body: JSON.stringify(payload) })));
    socket.on('error', ({ message }) => this.#end(socket, message));
    socket.on('close', () => this.#end(socket, 'closed without a word'));
    this.#socket = socket;
  }

  next() {
    return new Promise((resolve) => (this.#whole = resolve));
  }

  close() {
    this.lost = () => {};
    this.#socket?.destroy();
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
      this.#end(this.#socket, all.toString('utf8', 0, 600));
      return -1;
    }
    this.#begun = true;
    this.#hello();
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
        this.#end(this.#socket, 'the stream is over');
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
    if (head.startsWith(RETRY)) {
      this.#retry = head.slice(RETRY.length);
      return;
    }
    if (head.startsWith(COMPLETE)) return this.#end(this.#socket, this.#retry ? `completed, to be opened again in ${this.#retry} ms` : 'completed');
    if (!head.startsWith(NEXT)) return this.#end(this.#socket, `said ${head}`);
    this.update(this.#watch, head, event.length - NEXT.length);
    this.#whole?.(JSON.parse(event.toString('utf8', NEXT.length)));
    this.#whole = undefined;
  }

  /** Once for each connection; of one that was given up nothing is heard any more. */
  #end(socket, why) {
    if (!socket || socket !== this.#socket) return;
    this.#socket = undefined;
    socket.destroy();
    this.lost(why);
  }
}
