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

/**
 * An answer is read into the same memory as the one before: Node would allocate 64 KB for each, and stop for
 * 20 ms each second or two to collect them, in the middle of what is measured.
 */
export class Connection {
  #port;
  #socket;
  #room = Buffer.allocUnsafeSlow(64 * 1024);
  #earlier;
  #pending;
  #last = false;

  constructor(port) {
    this.#port = port;
  }

  /** Sends the bytes; {@code done(error, answer)} is called with the whole answer, head and body, which is gone after. */
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
    const callback = (size, room) => {
      if (this.#socket === socket) this.#receive(room.subarray(0, size));
      return true;
    };
    const socket = connect({ port: this.#port, host: '127.0.0.1', onread: { buffer: this.#room, callback } }).setNoDelay();
    socket.on('error', () => {}); // 'close' follows
    socket.on('close', () => {
      if (this.#socket !== socket) return;
      this.#socket = undefined;
      this.#finish(new Error('connection lost'));
    });
    return socket;
  }

  #receive(part) {
    const all = this.#earlier ? Buffer.concat([this.#earlier, part]) : part;
    if (this.#isWhole(all)) this.#finish(undefined, all);
    else this.#earlier = this.#earlier ? all : Buffer.from(part);
  }

  #isWhole(all) {
    const head = all.indexOf(HEAD_END);
    if (head < 0) return false;
    const headers = all.toString('latin1', 0, head);
    const length = /\r\ncontent-length: *(\d+)/i.exec(headers);
    this.#last = /\r\nconnection: *close/i.test(headers);
    if (length) return all.length >= head + 4 + Number(length[1]);
    return all.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK);
  }

  #finish(error, answer) {
    const done = this.#pending;
    this.#pending = undefined;
    this.#earlier = undefined;
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
