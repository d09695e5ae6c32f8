// The table of live updates.

export const liveColumns = [
  ['server', (row) => row.server + (row.changesPerSecond ? `, ${row.changesPerSecond} changes/s` : '')],
  ['sockets', (row) => whole(row.sockets)],
  ['subscriptions', (row) => whole(row.subscriptions)],
  ['organisations', (row) => whole(row.orgs)],
  ['pushes/s', (row) => whole(row.rate)],
  ['bytes', (row) => whole(row.bytes)],
  ['failed', (row) => whole(row.failures)],
  ['missed', (row) => whole(row.missed)],
  ['twice', (row) => whole(row.duplicates)],
  ['late p50 ms', (row) => whole(row.lateness50)],
  ['late p99 ms', (row) => whole(row.lateness99)],
  ['late most ms', (row) => whole(row.latenessMost)],
  ['change p50 ms', (row) => whole(row.change50)],
  ['change p99 ms', (row) => whole(row.change99)],
  ['changes missed', (row) => whole(row.changesMissed)],
  ['server CPU µs a push', (row) => tenth(row.cpuPerPush)],
  ['server cores', (row) => hundredth(row.cores)],
  ['PostgreSQL cores', (row) => hundredth(row.postgresCores)],
  ['client CPU µs a push', (row) => tenth(row.clientPerPush)],
  ['statements/s', (row) => tenth(row.statements)],
  ['heap KB a socket', (row) => kilobytes(row.heapPerSocket)],
  ['RSS KB a socket', (row) => kilobytes(row.residentPerSocket)],
  ['heap bytes a subscription', (row) => whole(row.heapPerSubscription)],
  ['RSS bytes a subscription', (row) => whole(row.residentPerSubscription)],
  ['idle CPU µs/s a socket', (row) => tenth(row.idleCpu)],
  ['told to come again', (row) => whole(row.goodbyes)],
  ['told over s', (row) => seconds(row.goodbyesOver)],
  ['gone after s', (row) => seconds(row.gone)],
];

const some = (text) => (value) => (value === undefined ? '' : text(value));
const whole = some((value) => Math.round(value).toLocaleString('en'));
const tenth = some((value) => value.toFixed(1));
const hundredth = some((value) => value.toFixed(2));
const seconds = some((value) => (value / 1000).toFixed(1));
const kilobytes = some((value) => (value / 1024).toFixed(1));
