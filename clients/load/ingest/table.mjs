// The table of events in.

export const ingestColumns = [
  ['logs before', (row) => whole(row.history)],
  ['organisations', (row) => row.senders],
  ['events/s', (row) => whole(row.events)],
  ['MB/s', (row) => row.megabytes.toFixed(1)],
  ['p50 ms', (row) => row.p50.toFixed(1)],
  ['p95 ms', (row) => row.p95.toFixed(1)],
  ['p99 ms', (row) => row.p99.toFixed(1)],
  ['events a transaction', (row) => whole(row.together)],
  ['gateway CPU µs an event', (row) => whole(row.gatewayCpu)],
  ['PostgreSQL CPU µs an event', (row) => whole(row.postgresCpu)],
  ['client CPU µs an event', (row) => whole(row.clientCpu)],
  ['stored', (row) => whole(row.stored)],
  ['counters', (row) => row.counters],
];

const whole = (value) => Math.round(value).toLocaleString('en');
