// What a run says of a noisy neighbour.

import { tenth, whole } from '../table.mjs';

export const noisyColumns = [
  ['the others', (row) => row.workload],
  ['requests/s', (row) => whole(row.rate)],
  ['refused or failed', (row) => whole(row.failures)],
  ['p50 ms', (row) => tenth(row.p50)],
  ['p99 ms', (row) => tenth(row.p99)],
  ['the noisy one: answered/s', (row) => (row.noisy ? whole(row.noisy.answered) : '')],
  ['refused/s', (row) => (row.noisy ? whole(row.noisy.refused) : '')],
  ['gateway, cores', (row) => (row.cpu ? row.cpu.toFixed(2) : '')],
];
