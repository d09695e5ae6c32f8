// The benchmark's one command: brings everything up, measures, writes it down, takes everything down.

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startDatabase } from './database.mjs';
import { extract, startGateway } from './gateway.mjs';
import { Measurement } from './measure.mjs';
import { options, usage } from './options.mjs';
import { findPgbench, pgbench } from './pgbench.mjs';
import { Counts } from './counts.mjs';
import { seed } from './seed.mjs';
import { markdown, requestColumns } from './table.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const REPOSITORY = resolve(HERE, '../..');
const WORKLOADS = join(HERE, 'workloads');

async function main() {
  const chosen = options(process.argv.slice(2));
  if (chosen.help) return console.log(usage(names()));
  const workloads = await load(chosen.workloads.length > 0 ? chosen.workloads : names());
  const folder = resolve(chosen.folder ?? join(REPOSITORY, 'target/load'));
  mkdirSync(folder, { recursive: true });

  const application = extract({ repository: REPOSITORY, folder });
  const limit = findPgbench();
  const requests = workloads.filter(({ run }) => !run);
  const others = workloads.filter(({ run }) => run);
  if (requests.length > 0 && !limit) say('pgbench is missing (Debian: postgresql-contrib): no ratio to it will be given');
  const rows = [];
  for (const logs of requests.length > 0 ? chosen.logs : []) {
    rows.push(...(await measureAll({ application, folder, workloads: requests, logs, limit, chosen })));
  }
  const results = [{ name: 'rows', rows, columns: requestColumns }];
  for (const { name, run, columns } of others) {
    results.push({ name, rows: await run({ application, folder, repository: REPOSITORY, chosen, say }), columns });
  }
  report(results.filter((result) => result.rows.length > 0), chosen, folder);
}

/** Every workload for one size, on a database and a gateway of its own. */
async function measureAll({ application, folder, workloads, logs, limit, chosen }) {
  const running = [];
  try {
    const database = await startDatabase({ jars: join(application, 'lib'), folder, repository: REPOSITORY });
    running.push(database);
    const start = () => startGateway({ application, database, folder, flags: chosen.java });
    await (await start()).stop(); // its first start migrates
    say(`seeding ${logs} logs`);
    const org = await seed({ database, repository: REPOSITORY, logs, orgs: chosen.orgs });
    const gateway = await start();
    running.push(gateway);
    const measurement = new Measurement({ gateway, database, options: chosen });
    for (const workload of workloads) await measurement.check(workload, org);
    say('answers are right; warming up');
    const windows = await measurement.warmUp(workloads[0], org);
    say(`gateway CPU ms a request while warming up: ${windows.map((value) => value.toFixed(2)).join(' ')}`);
    const rows = [];
    for (const workload of workloads) {
      say(`${workload.name}, ${logs} logs`);
      const row = await measurement.run(workload, org);
      if (limit) row.pgbench = await sameReads({ limit, database, workload, org, row, chosen });
      rows.push(row);
    }
    return rows;
  } finally {
    for (const one of running.reverse()) await one.stop();
  }
}

/** pgbench, refused when it does not send exactly what the gateway sent. */
async function sameReads({ limit, database, workload, org, row, chosen }) {
  const before = await Counts.of(database);
  const result = await pgbench({ program: limit, database, script: workload.reads, org: org.id, clients: chosen.pgbenchClients, seconds: chosen.seconds });
  const sent = (await Counts.of(database)).since(before).regular(result.transactions);
  if (sent.join('\n') !== row.reads.join('\n')) {
    throw new Error(`${workload.reads} is not what the gateway sends:\n${row.reads.join('\n')}\nbut\n${sent.join('\n')}`);
  }
  return result;
}

async function load(wanted) {
  const unknown = wanted.find((name) => !names().includes(name));
  if (unknown) throw new Error(`no workload ${unknown}; there are ${names().join(', ')}`);
  return Promise.all(
    wanted.map(async (name) => {
      const { default: workload } = await import(join(WORKLOADS, `${name}.mjs`));
      if (workload.run) return workload;
      const document = readFileSync(join(REPOSITORY, `graphql/operations/load/${workload.operation}.graphql`), 'utf8');
      return { ...workload, document, reads: join(WORKLOADS, workload.reads) };
    }),
  );
}

/** The dashboard first: it is what the gateway is warmed up with. */
function names() {
  const files = readdirSync(WORKLOADS).filter((file) => file.endsWith('.mjs'));
  return files.map((file) => file.slice(0, -4)).sort((a, b) => (b === 'dashboard') - (a === 'dashboard'));
}

function report(results, chosen, folder) {
  const table = results.map(({ rows, columns }) => markdown(rows, columns)).join('\n\n');
  const late = results.flatMap(({ rows }) => rows).filter(({ p95, budget }) => budget && p95 > budget);
  const out = chosen.out ?? join(folder, 'result');
  const about = { at: new Date().toISOString(), command: ['clients/load/run', ...process.argv.slice(2)].join(' '), cores: cpus().length, processor: cpus()[0].model };
  writeFileSync(`${out}.json`, JSON.stringify({ ...about, ...Object.fromEntries(results.map(({ name, rows }) => [name, rows])) }, undefined, 2) + '\n');
  writeFileSync(`${out}.md`, `${table}\n\n${about.at}, ${about.cores} cores (${about.processor}): \`${about.command}\`\n`);
  console.log(`\n${table}\n\nwritten to ${out}.md and ${out}.json`);
  for (const { workload, logs, p95, budget } of late) say(`OVER BUDGET: ${workload} with ${logs} logs, p95 ${p95} ms of ${budget} ms`);
  if (late.length > 0) process.exitCode = 2;
}

function say(words) {
  console.error(`${new Date().toISOString().slice(11, 19)} ${words}`);
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
