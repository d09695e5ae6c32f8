// What a run says of a noisy neighbour.

const whole = (value) => Math.round(value).toLocaleString('en');

export const noisyColumns = [
  ['the others', (row) => row.workload],
  ['requests/s', (row) => whole(row.rate)],
  ['refused or failed', (row) => whole(row.failures)],
  ['p50 ms', (row) => row.p50.toFixed(1)],
  ['p99 ms', (row) => row.p99.toFixed(1)],
  ['the noisy one: answered/s', (row) => (row.noisy ? whole(row.noisy.answered) : '')],
  ['refused/s', (row) => (row.noisy ? whole(row.noisy.refused) : '')],
  ['gateway, cores', (row) => (row.cpu ? row.cpu.toFixed(2) : '')],
];
