// The benchmark's one command: brings everything up, measures, writes it down, takes everything down.

import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startDatabase } from './database.mjs';
import { extract, startGateway } from './gateway.mjs';
import { Measurement } from './measure.mjs';
import { options, usage } from './options.mjs';
import { installPeers, startPeer } from './peers.mjs';
import { findPgbench, Limit } from './pgbench.mjs';
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
  if (chosen.peers.length > 0) installPeers();
  const results = [{ name: 'rows', rows: [], columns: requestColumns }];
  try {
    for (const logs of requests.length > 0 ? chosen.logs : []) {
      await measureAll({ application, folder, workloads: requests, logs, limit, chosen, rows: results[0].rows });
    }
    for (const { name, run, columns } of others) {
      results.push({ name, rows: await run({ application, folder, repository: REPOSITORY, chosen, say }), columns });
    }
  } finally {
    // what was measured before something failed is worth having
    const measured = results.filter(({ rows }) => rows.length > 0);
    if (measured.length > 0) report(measured, chosen, folder);
  }
}

/** Every workload for one size, on a database of its own: by the peers, one after the other, then by the gateway. */
async function measureAll({ application, folder, workloads, logs, limit, chosen, rows }) {
  const database = await startDatabase({ jars: join(application, 'lib'), folder, repository: REPOSITORY });
  try {
    const gateway = () => startGateway({ application, database, folder, flags: chosen.java });
    await (await gateway()).stop(); // its first start migrates
    say(`seeding ${logs} logs`);
    await seed({ database, repository: REPOSITORY, logs, orgs: chosen.orgs, others: chosen.others });
    const asked = [];
    for (const workload of workloads) asked.push({ ...workload, requests: await workload.requests({ database, orgs: chosen.orgs }) });
    const physical = new Limit({ program: limit, database, chosen });
    const common = asked.filter(({ peers }) => peers);
    for (const name of chosen.peers) {
      const start = () => startPeer({ name, database, folder, requests: common.flatMap((workload) => workload.requests) });
      await measureServer({ start, database, workloads: common, logs, physical, chosen, rows });
    }
    await measureServer({ start: gateway, database, workloads: asked, logs, physical, chosen, rows });
  } finally {
    await database.stop();
  }
}

async function measureServer({ start, database, workloads, logs, physical, chosen, rows }) {
  const server = await start();
  try {
    const measurement = new Measurement({ server, database, options: chosen, logs });
    for (const workload of workloads) await measurement.check(workload);
    say(`answers of ${server.name} are right`);
    for (const workload of workloads) {
      say(`${workload.name} by ${server.name}, ${logs} logs: warming up`);
      const windows = await measurement.warmUp(workload);
      say(`CPU ms of both a request meanwhile: ${windows.map((value) => value.toFixed(2)).join(' ')}; measuring`);
      const row = await measurement.run(workload, chosen.rate);
      rows.push(row);
      if (chosen.share) rows.push(await measurement.run(workload, Math.max(1, Math.round((row.rate * chosen.share) / 100))));
      row.pgbench = await physical.of(workload, server, row);
    }
  } finally {
    await server.stop();
  }
}

async function load(wanted) {
  const unknown = wanted.find((name) => !names().includes(name));
  if (unknown) throw new Error(`no workload ${unknown}; there are ${names().join(', ')}`);
  const workloads = await Promise.all(wanted.map(async (name) => (await import(join(WORKLOADS, `${name}.mjs`))).default));
  return workloads.sort((a, b) => Boolean(a.changes) - Boolean(b.changes)); // what changes the data comes last
}

/** The dashboard first. */
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
