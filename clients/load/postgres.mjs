// A PostgreSQL client of one connection and the simple query protocol, without a password: enough to
// seed, to check and to count, so that the benchmark needs neither psql nor a package.

import { connect } from 'node:net';

export class Postgres {
  #socket;
  #received = Buffer.alloc(0);
  #waiting;
  #result = { rows: [] };

  static async open(port, user, database) {
    const postgres = new Postgres();
    postgres.#socket = connect(port, '127.0.0.1').setNoDelay();
    postgres.#socket.on('data', (bytes) => postgres.#receive(bytes));
    postgres.#socket.on('error', (error) => postgres.#fail(error));
    postgres.#socket.on('close', () => postgres.#fail(new Error('PostgreSQL closed the connection')));
    const greeting = Buffer.from(`\0\x03\0\0user\0${user}\0database\0${database}\0\0`);
    await postgres.#ask(Buffer.concat([int32(greeting.length + 4), greeting]));
    return postgres;
  }

  /** Runs a text of one or more statements; the rows of the last that had any, as text or null. */
  rows(sql) {
    const text = Buffer.from(sql + '\0');
    return this.#ask(Buffer.concat([Buffer.from('Q'), int32(text.length + 4), text]));
  }

  /** The one row of a statement. */
  async row(sql) {
    return (await this.rows(sql))[0];
  }

  close() {
    this.#waiting = undefined;
    this.#socket.end(Buffer.from('X\0\0\0\x04', 'latin1'));
  }

  #ask(message) {
    if (this.#waiting) throw new Error('one statement at a time');
    this.#result = { rows: [] };
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(message);
    });
  }

  #fail(error) {
    this.#waiting?.reject(error);
    this.#waiting = undefined;
  }

  #receive(bytes) {
    this.#received = Buffer.concat([this.#received, bytes]);
    while (this.#received.length >= 5) {
      const end = 1 + this.#received.readInt32BE(1);
      if (this.#received.length < end) return;
      this.#read(String.fromCharCode(this.#received[0]), this.#received.subarray(5, end));
      this.#received = this.#received.subarray(end);
    }
  }

  #read(kind, body) {
    if (kind === 'T') this.#result = { columns: columns(body), rows: [] };
    else if (kind === 'D') this.#result.rows.push(row(this.#result.columns, body));
    else if (kind === 'E') this.#result.error = new Error(`PostgreSQL: ${words(body)}`);
    else if (kind === 'R' && body.readInt32BE(0) !== 0) this.#result.error = new Error('PostgreSQL wants a password');
    if (kind !== 'Z' && !(kind === 'R' && this.#result.error)) return;
    const { error, rows } = this.#result;
    if (error) return this.#fail(error);
    this.#waiting?.resolve(rows);
    this.#waiting = undefined;
  }
}

/** A text as an SQL literal. */
export const literal = (text) => `'${String(text).replaceAll("'", "''")}'`;

function int32(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function columns(body) {
  const names = [];
  for (let at = 2; names.length < body.readInt16BE(0); ) {
    const end = body.indexOf(0, at);
    names.push(body.toString('utf8', at, end));
    at = end + 19;
  }
  return names;
}

function row(names, body) {
  let at = 2;
  return Object.fromEntries(
    names.map((name) => {
      const length = body.readInt32BE(at);
      const value = length < 0 ? null : body.toString('utf8', at + 4, at + 4 + length);
      at += 4 + Math.max(length, 0);
      return [name, value];
    }),
  );
}

function words(body) {
  const fields = body.toString('utf8').split('\0');
  const field = (code) => fields.find((text) => text[0] === code)?.slice(1) ?? '';
  return `${field('M')} ${field('W')}`.trim();
}
