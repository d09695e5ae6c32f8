// One socket of graphql-transport-ws, as thin as can be: of an update it looks at the frame's length
// and at its first characters. A library for each socket would be what is measured.

import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';

const CONTINUATION = 0;
const TEXT = 1;
const CLOSE = 8;
const PING = 9;
const PONG = 10;

/** How much of a message is looked at; the fields that count come first in our documents. */
const HEAD = 320;

/** Every socket reads into these bytes; what is not whole yet is copied. */
const SHARED = Buffer.allocUnsafe(512 * 1024);

export class Socket {
  #socket;
  #rest;
  #upgraded = false;
  #message = { head: '', size: 0 };
  #acknowledged;
  #whole;

  /**
   * @param update called with (watch, head, bytes) for each update: the number that the watch was
   *     given, the message's beginning, and its length
   * @param lost called with a sentence when the socket ends, or says what it should not
   * @param refused called with (watch, words) when a subscription is answered with an error
   */
  constructor({ address, port, credential, update, lost, refused = (_, words) => lost(words) }) {
    Object.assign(this, { address, port, credential, update, lost, refused });
  }

  /** Resolves when the server has acknowledged. */
  open() {
    return new Promise((resolve, reject) => {
      const lost = this.lost;
      this.lost = (why) => reject(new Error(why));
      this.#acknowledged = () => {
        this.lost = lost;
        resolve(this);
      };
      this.#socket = connect({
        host: this.address,
        port: this.port,
        noDelay: true,
        onread: { buffer: SHARED, callback: (size) => this.#read(SHARED.subarray(0, size)) },
      });
      this.#socket.on('connect', () => this.#socket.write(this.#handshake()));
      this.#socket.on('error', ({ message }) => this.#end(message));
      this.#socket.on('close', () => this.#end('closed without a word'));
    });
  }

  watch(number, payload) {
    this.#say({ id: String(number), type: 'subscribe', payload });
  }

  /** For the next update whole, once: its JSON. */
  next() {
    return new Promise((resolve) => (this.#whole = resolve));
  }

  close() {
    this.lost = () => {};
    this.#socket.destroy();
  }

  #handshake() {
    const headers = {
      host: `127.0.0.1:${this.port}`,
      upgrade: 'websocket',
      connection: 'Upgrade',
      'sec-websocket-version': 13,
      'sec-websocket-key': randomBytes(16).toString('base64'),
      'sec-websocket-protocol': 'graphql-transport-ws',
      ...(this.credential ? { authorization: this.credential } : {}),
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    return `GET /graphql HTTP/1.1\r\n${lines.join('')}\r\n`;
  }

  #read(bytes) {
    const all = this.#rest ? Buffer.concat([this.#rest, bytes]) : bytes;
    const begin = this.#upgraded ? 0 : this.#upgrade(all);
    const end = begin < 0 ? 0 : this.#frames(all, begin);
    this.#rest = end < all.length ? Buffer.from(all.subarray(end)) : undefined;
    return true;
  }

  /** Where the first frame begins; less than 0: not yet. */
  #upgrade(all) {
    const end = all.indexOf('\r\n\r\n');
    if (end < 0) return -1;
    const status = all.toString('latin1', 0, Math.max(0, all.indexOf('\r\n')));
    if (!status.startsWith('HTTP/1.1 101')) {
      this.#end(status);
      return -1;
    }
    this.#upgraded = true;
    this.#say({ type: 'connection_init' });
    return end + 4;
  }

  /** Takes all whole frames; where the first begins that is not whole. */
  #frames(all, begin) {
    let at = begin;
    while (all.length - at >= 2) {
      const short = all[at + 1] & 127;
      const head = short < 126 ? 2 : short === 126 ? 4 : 10;
      if (all.length - at < head) break;
      const size = short < 126 ? short : short === 126 ? all.readUInt16BE(at + 2) : Number(all.readBigUInt64BE(at + 2));
      const end = at + head + size;
      if (all.length < end) break;
      this.#frame(all[at], all, at + head, end);
      at = end;
    }
    return at;
  }

  #frame(first, all, begin, end) {
    const kind = first & 15;
    if (kind === PING) return this.#send(PONG, Buffer.from(all.subarray(begin, end)));
    if (kind === CLOSE) return this.#end(end - begin >= 2 ? `closed with ${all.readUInt16BE(begin)} ${all.toString('utf8', begin + 2, end)}` : 'closed');
    if (kind !== TEXT && kind !== CONTINUATION) return;
    if (kind === TEXT) this.#message = { head: all.toString('latin1', begin, Math.min(end, begin + HEAD)), size: 0, parts: [] };
    this.#message.size += end - begin;
    if (this.#whole) this.#message.parts.push(Buffer.from(all.subarray(begin, end)));
    if (first & 128) this.#heard(this.#message);
  }

  #heard({ head, size, parts }) {
    if (head.includes('"type":"error"')) this.refused(parseInt(/"id":"(\d+)"/.exec(head)?.[1], 10), head);
    else if (head.startsWith('{"id":"')) {
      const watch = parseInt(head.slice(7, 17), 10);
      if (head.includes('"payload":{')) this.update(watch, head, size);
      else this.#end(`said ${head}`);
      this.#whole?.(JSON.parse(Buffer.concat(parts).toString()).payload);
      this.#whole = undefined;
    } else if (head.includes('"connection_ack"')) this.#acknowledged();
    else if (head.includes('"type":"ping"')) this.#say({ type: 'pong' });
  }

  #say(message) {
    this.#send(TEXT, Buffer.from(JSON.stringify(message)));
  }

  /** Masked with zeros: a client must mask, and nobody has said with what. */
  #send(kind, payload) {
    const size = payload.length;
    const head = size < 126 ? Buffer.from([128 | kind, 128 | size, 0, 0, 0, 0]) : Buffer.from([128 | kind, 128 | 126, size >> 8, size & 255, 0, 0, 0, 0]);
    this.#socket.write(Buffer.concat([head, payload]));
  }

  #end(why) {
    const lost = this.lost;
    this.lost = () => {};
    this.#socket.destroy();
    lost(why);
  }
}
