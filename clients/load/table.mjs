// What the run says of itself: a table for people, the same as JSON for programs.

export const requestColumns = [
  ['server', (row) => row.server],
  ['workload', (row) => row.workload + (row.changes ? `, ${row.changes} changes/s` : '')],
  ['logs', (row) => row.logs.toLocaleString('en')],
  ['organisations', (row) => whole(row.orgs)],
  ['requests/s', (row) => whole(row.rate) + (row.asked ? ' by the clock' : '')],
  ['p50 ms', (row) => tenth(row.p50)],
  ['p95 ms', (row) => tenth(row.p95) + (row.budget ? ` of ${row.budget}` : '')],
  ['p99 ms', (row) => tenth(row.p99)],
  ['p99.9 ms', (row) => tenth(row.p999)],
  ['server CPU ms', (row) => thousandth(row.serverCpu)],
  ['PostgreSQL CPU ms', (row) => thousandth(row.postgresCpu)],
  ['client CPU ms', (row) => thousandth(row.clientCpu)],
  ['statements', (row) => row.statements.toFixed(2)],
  ['round trips', (row) => row.roundTrips.toFixed(2)],
  ['allocated kB', (row) => (row.allocated ? (row.allocated / 1000).toFixed(1) : '')],
  ['server MB', (row) => whole(row.serverMegabytes)],
  ['pgbench/s', (row) => (row.pgbench ? whole(row.pgbench.rate) : '')],
  ['pgbench PostgreSQL CPU ms', (row) => (row.pgbench ? thousandth(row.pgbench.postgresCpu) : '')],
  ['of pgbench', (row) => (row.pgbench ? `${whole((100 * row.rate) / row.pgbench.rate)} %` : '')],
];

export function markdown(rows, columns) {
  const lines = [columns.map(([title]) => title), columns.map(() => '---'), ...rows.map((row) => columns.map(([, cell]) => cell(row)))];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

export const whole = (value) => Math.round(value).toLocaleString('en');
export const tenth = (value) => value.toFixed(1);
const thousandth = (value) => value.toFixed(3);
