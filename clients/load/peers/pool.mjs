// Statements of one request as PostgreSQL takes them fastest: prepared once for each connection, sent
// together with one Sync, so that they are one round trip and one transaction.

import pg from 'pg';

const CONNECTIONS = 8; // as many as the gateway reads with
const SESSION = '-c timezone=UTC -c default_transaction_isolation=repeatable\\ read -c default_transaction_read_only=on';

const free = [];
const waiting = [];

export async function connect(port) {
  const settings = { host: '127.0.0.1', port, user: 'pulsegate_app', database: 'pulsegate', options: SESSION };
  for (let n = 0; n < CONNECTIONS; n++) {
    const client = new pg.Client(settings);
    await client.connect();
    free.push({ client, prepared: new Set() });
  }
}

/** @returns the rows of each statement, as arrays of texts */
export function send(statements) {
  return new Promise((resolve, reject) => {
    const work = (connection) => connection.client.query(new Batch(statements, connection, resolve, reject));
    const connection = free.pop();
    if (connection) work(connection);
    else waiting.push(work);
  });
}

/** What pg lets others send in place of its own queries. */
class Batch {
  constructor(statements, connection, resolve, reject) {
    Object.assign(this, { statements, connection, resolve, reject });
    this.results = [[]];
  }

  submit(wire) {
    wire.stream.cork();
    for (const { name, text, values } of this.statements) {
      if (!this.connection.prepared.has(name)) wire.parse({ name, text, types: [] });
      this.connection.prepared.add(name);
      wire.bind({ statement: name, values });
      wire.execute({});
    }
    wire.sync();
    wire.stream.uncork();
  }

  handleDataRow({ fields }) {
    this.results.at(-1).push(fields);
  }

  handleCommandComplete() {
    this.results.push([]);
  }

  handleError(error) {
    this.error = error;
  }

  handleReadyForQuery() {
    const next = waiting.shift();
    if (next) next(this.connection);
    else free.push(this.connection);
    if (this.error) this.reject(this.error);
    else this.resolve(this.results);
  }
}
