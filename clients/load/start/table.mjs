// What a run says of starts.

const seconds = (millis) => (millis / 1000).toFixed(2);

export const startColumns = [
  ['workload', (row) => row.workload],
  ['starts', (row) => row.starts],
  ['first answer s, median', (row) => `${seconds(row.p50)}${row.aim ? ` of ${seconds(row.aim)}` : ''}`],
  ['longest', (row) => seconds(row.longest)],
  ['CPU s', (row) => seconds(row.cpu)],
  ['MB, started', (row) => Math.round(row.startedMegabytes)],
  ['MB, warmed up', (row) => (row.warmMegabytes ? `${Math.round(row.warmMegabytes)} of ${row.megabytesAim}` : '')],
];
