// The command line.

import { parseArgs } from 'node:util';

const OPTIONS = {
  logs: ['1000,5000000', 'SIZES', 'logs of the organisation that is asked for; all is made anew for each'],
  orgs: ['50', 'N', 'organisations in all, the others smaller; those after the fiftieth are copies'],
  others: ['1000', 'N', 'logs of each of the others'],
  concurrency: ['16', 'N', 'connections'],
  seconds: ['30', 'N', 'how long each workload runs'],
  warmup: ['45', 'SECONDS', 'at least, for each workload; goes on while the cost of a request falls'],
  rate: [undefined, 'N', 'requests a second by the clock, instead of one after the other'],
  share: [undefined, 'PERCENT', 'a second row of each workload, at so much of the rate of its first, by the clock'],
  peers: ['', 'NAMES', 'measured beside the gateway, commas between: mercurius, yoga, apollo'],
  'pgbench-clients': ['8', 'N', 'as many as the gateway has connections for reading'],
  sockets: ['10000', 'N', 'live: sockets or streams, all held by this process'],
  watches: ['1', 'N', 'live: subscriptions on each socket'],
  documents: ['5', 'N', 'live: different documents among them'],
  'watched-orgs': ['1000', 'N', 'live: organisations among them'],
  cadence: ['30', 'SECONDS', 'live: how often an update is due'],
  cycles: ['3', 'N', 'live: cadences that each part lasts'],
  changes: ['50', 'N', 'live: changes a second in the second part; 0: no second part'],
  transport: ['ws', 'ws|sse', 'live: graphql-transport-ws or event streams'],
  operation: ['LoadUpdates', 'NAME', 'live: LoadUpdates (1.5 KB) or LoadDashboardUpdates (20 events more)'],
  baseline: ['1000', 'N', 'live: sockets of a plain Flux.interval subscription, measured beside it; 0: none'],
  history: ['1000', 'SIZES', 'ingest: logs that the first organisation has before; all is made anew for each'],
  batch: ['100', 'N', 'ingest: events in a request'],
  senders: ['1,10', 'NUMBERS', 'ingest: organisations that send at the same time; a row for each number'],
  starts: ['10', 'N', 'start: how often each kind of start is made'],
  java: ['', 'FLAGS', "the gateway's JVM flags, blanks between: --java='-Xmx256m -XX:+UseSerialGC'"],
  folder: [undefined, 'PATH', 'where everything is made; target/load'],
  out: [undefined, 'PATH', 'the result, as PATH.md and PATH.json; in the folder'],
};

/** Throws on what it does not know. */
export function options(args) {
  const described = Object.entries(OPTIONS).map(([name, [value]]) => [name, { type: 'string', default: value }]);
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { ...Object.fromEntries(described), help: { type: 'boolean', short: 'h' } },
  });
  const numbers = (name) => values[name].split(',').map((text) => positive(name, text));
  return {
    help: values.help,
    workloads: positionals,
    logs: numbers('logs'),
    orgs: positive('orgs', values.orgs),
    others: positive('others', values.others),
    concurrency: positive('concurrency', values.concurrency),
    seconds: positive('seconds', values.seconds),
    warmup: positive('warmup', values.warmup),
    rate: values.rate === undefined ? undefined : positive('rate', values.rate),
    share: values.share === undefined ? undefined : positive('share', values.share),
    peers: values.peers.split(',').filter((name) => name),
    pgbenchClients: positive('pgbench-clients', values['pgbench-clients']),
    live: live(values),
    batch: positive('batch', values.batch),
    senders: numbers('senders'),
    history: numbers('history'),
    starts: positive('starts', values.starts),
    java: values.java.split(' ').filter((flag) => flag),
    folder: values.folder,
    out: values.out,
  };
}

export function usage(workloads) {
  const lines = Object.entries(OPTIONS).map(
    ([name, [value, unit, words]]) => `  --${`${name} ${unit}`.padEnd(26)}${words}${value ? ` (${value})` : ''}`,
  );
  return `clients/load/run [workload ...] [options]\n\nworkloads: ${workloads.join(', ')}; all when none is named\n\n${lines.join('\n')}`;
}

function live(values) {
  const whole = (name) => (values[name] === '0' ? 0 : positive(name, values[name]));
  if (!['ws', 'sse'].includes(values.transport)) throw new Error(`--transport takes ws or sse, not ${values.transport}`);
  return {
    sockets: positive('sockets', values.sockets),
    watches: positive('watches', values.watches),
    documents: positive('documents', values.documents),
    orgs: positive('watched-orgs', values['watched-orgs']),
    cadence: positive('cadence', values.cadence),
    cycles: positive('cycles', values.cycles),
    changes: whole('changes'),
    baseline: whole('baseline'),
    transport: values.transport,
    operation: values.operation,
  };
}

function positive(name, text) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} takes a positive whole number, not ${text}`);
  return value;
}
