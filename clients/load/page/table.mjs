// What a run says of the page.

export const pageColumns = [
  ['workload', (row) => row.workload],
  ['logs', (row) => row.logs.toLocaleString('en')],
  ['loads', (row) => row.loads],
  ['LCP p50 ms', (row) => Math.round(row.p50)],
  ['LCP p95 ms', (row) => `${Math.round(row.p95)} of ${row.budget}`],
  ['figures p50 ms', (row) => Math.round(row.dataP50)],
  ['figures p95 ms', (row) => Math.round(row.dataP95)],
  ['transferred kB', (row) => Math.round(row.kilobytes)],
];
