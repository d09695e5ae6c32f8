// The table of events in.

import { tenth, whole } from '../table.mjs';

export const ingestColumns = [
  ['logs before', (row) => whole(row.history)],
  ['organisations', (row) => row.senders],
  ['events/s', (row) => whole(row.events)],
  ['MB/s', (row) => tenth(row.megabytes)],
  ['p50 ms', (row) => tenth(row.p50)],
  ['p95 ms', (row) => tenth(row.p95)],
  ['p99 ms', (row) => tenth(row.p99)],
  ['events a transaction', (row) => whole(row.together)],
  ['gateway CPU µs an event', (row) => whole(row.gatewayCpu)],
  ['PostgreSQL CPU µs an event', (row) => whole(row.postgresCpu)],
  ['client CPU µs an event', (row) => whole(row.clientCpu)],
  ['stored', (row) => whole(row.stored)],
  ['counters', (row) => row.counters],
];
