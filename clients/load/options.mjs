// The command line.

import { parseArgs } from 'node:util';

const OPTIONS = {
  logs: ['1000,5000000', 'SIZES', 'logs of the organisation that is asked for; all is made anew for each'],
  orgs: ['50', 'N', 'organisations in all, the others with 1,000 logs each'],
  concurrency: ['16', 'N', 'connections'],
  seconds: ['30', 'N', 'how long each workload runs'],
  warmup: ['45', 'SECONDS', 'at least; goes on while throughput rises'],
  rate: [undefined, 'N', 'requests a second by the clock, instead of one after the other'],
  'pgbench-clients': ['8', 'N', 'as many as the gateway has connections for reading'],
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
  return {
    help: values.help,
    workloads: positionals,
    logs: values.logs.split(',').map((text) => positive('logs', text)),
    orgs: positive('orgs', values.orgs),
    concurrency: positive('concurrency', values.concurrency),
    seconds: positive('seconds', values.seconds),
    warmup: positive('warmup', values.warmup),
    rate: values.rate === undefined ? undefined : positive('rate', values.rate),
    pgbenchClients: positive('pgbench-clients', values['pgbench-clients']),
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

function positive(name, text) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} takes a positive whole number, not ${text}`);
  return value;
}
