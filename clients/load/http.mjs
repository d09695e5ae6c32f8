// One keep-alive connection that sends prepared bytes and looks only for the end of the answer. On a
// machine that the load shares with what it measures, every microsecond spent here is taken from there.

import { connect } from 'node:net';

const HEAD_END = Buffer.from('\r\n\r\n');
const LAST_CHUNK = Buffer.from('\r\n0\r\n\r\n');
const ERRORS = Buffer.from('"errors":[');

/** The bytes of a request; the same question is encoded once. */
export function encode({ method = 'POST', path = '/graphql', headers = {}, body = '' }) {
  const all = { host: '127.0.0.1', ...headers, 'content-length': Buffer.byteLength(body) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
}

export class Connection {
  #port;
  #socket;
  #parts = [];
  #size = 0;
  #pending;
  #last = false;

  constructor(port) {
    this.#port = port;
  }

  /** Sends the bytes; {@code done(error, answer)} is called with the whole answer, head and body. */
  send(bytes, done) {
    this.#pending = done;
    this.#socket ??= this.#open();
    this.#socket.write(bytes);
  }

  close() {
    this.#pending = undefined;
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  /** The server will not answer here again (Tomcat says so every so many requests). */
  #leave() {
    this.#last = false;
    this.#socket?.end();
    this.#socket = undefined;
  }

  #open() {
    const socket = connect(this.#port, '127.0.0.1').setNoDelay();
    socket.on('data', (part) => this.#receive(part));
    socket.on('error', () => {}); // 'close' follows
    socket.on('close', () => {
      if (this.#socket !== socket) return;
      this.#socket = undefined;
      this.#finish(new Error('connection lost'));
    });
    return socket;
  }

  #receive(part) {
    this.#parts.push(part);
    this.#size += part.length;
    const first = this.#parts[0];
    const head = first.indexOf(HEAD_END);
    // a head in two parts is rare: join and look again
    if (head < 0) {
      this.#parts = [Buffer.concat(this.#parts)];
      if (this.#parts[0].indexOf(HEAD_END) < 0) return;
    }
    if (this.#isWhole(this.#parts[0])) {
      const answer = this.#parts.length === 1 ? this.#parts[0] : Buffer.concat(this.#parts);
      this.#finish(undefined, answer);
    }
  }

  #isWhole(first) {
    const head = first.indexOf(HEAD_END);
    const headers = first.toString('latin1', 0, head);
    const length = /\r\ncontent-length: *(\d+)/i.exec(headers);
    this.#last = /\r\nconnection: *close/i.test(headers);
    if (length) return this.#size >= head + 4 + Number(length[1]);
    const all = this.#parts.length === 1 ? first : Buffer.concat(this.#parts);
    return all.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK);
  }

  #finish(error, answer) {
    const done = this.#pending;
    this.#pending = undefined;
    this.#parts = [];
    this.#size = 0;
    if (this.#last) this.#leave();
    done?.(error, answer);
  }
}

/** Whether an answer says 200 and carries no GraphQL error: all that is looked at under load. */
export function isGood(answer) {
  return answer.toString('latin1', 9, 12) === '200' && !answer.includes(ERRORS);
}

/** The JSON of an answer. */
export function json(answer) {
  const head = answer.indexOf(HEAD_END);
  let body = answer.subarray(head + 4);
  if (/\r\ntransfer-encoding: *chunked/i.test(answer.toString('latin1', 0, head))) body = unchunk(body);
  return JSON.parse(body.toString());
}

function unchunk(body) {
  const chunks = [];
  for (let at = 0; ; ) {
    const end = body.indexOf('\r\n', at);
    const size = parseInt(body.toString('latin1', at, end), 16);
    if (size === 0) return Buffer.concat(chunks);
    chunks.push(body.subarray(end + 2, end + 2 + size));
    at = end + 4 + size;
  }
}
