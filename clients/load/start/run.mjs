// How soon a gateway is of use: the packaged form of the README, started again and again, on a
// database of its own and with the embedded one, until the first right answer.

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startDatabase } from '../database.mjs';
import { environment, rehearse, startGateway } from '../gateway.mjs';
import { encode } from '../http.mjs';
import { admin, orgId, seed } from '../seed.mjs';
import { holds } from '../truth.mjs';
import { freePort } from '../waiting.mjs';
import { startOnce, warmUp } from './start.mjs';

// the README's
const FLAGS = ['-Xmx192m', '-XX:+UseSerialGC', '-XX:+UseCompactObjectHeaders', '-XX:+ExitOnOutOfMemoryError'];
const LOGS = 1000;
const WARM = 20_000; // requests
const FIRST_STARTS = 3; // each makes a database

export async function runStart({ application, folder, repository, chosen, say }) {
  const flags = chosen.java.length > 0 ? chosen.java : FLAGS;
  say(`rehearsing with ${flags.join(' ')}`);
  await rehearse({ application, folder, flags });
  const document = readFileSync(join(repository, 'graphql/operations/load/LoadDashboard.graphql'), 'utf8');
  const run = { application, folder, repository, chosen, say, flags, document };
  return [await onDatabase(run), ...(await embedded(run))];
}

async function onDatabase(run) {
  const { application, folder, repository, chosen, say } = run;
  const database = await startDatabase({ jars: join(application, 'lib'), folder, repository });
  try {
    await (await startGateway({ application, database, folder, flags: run.flags })).stop(); // its first start migrates
    await seed({ database, repository, logs: LOGS, orgs: chosen.orgs });
    const question = asked(run.document, admin(1));
    const env = async () => ({ ...environment(await freePort(), await freePort(), database) });
    const right = (data) => database.superuser((sql) => holds(data, sql, orgId(1)));
    say(`${chosen.starts} starts on a database`);
    const starts = await repeat(chosen.starts, async (last) => {
      const gateway = await startOnce({ ...run, env: await env(), question, right });
      const startedMegabytes = gateway.megabytes();
      if (last) await warmUp(gateway.port, question, WARM);
      const warmMegabytes = last && gateway.megabytes();
      await gateway.stop();
      return { ...gateway, startedMegabytes, warmMegabytes };
    });
    return { ...row('start, own database', starts, 2500), warmMegabytes: starts.at(-1).warmMegabytes, megabytesAim: 350 };
  } finally {
    await database.stop();
  }
}

async function embedded(run) {
  const { chosen, folder, say } = run;
  const data = join(folder, 'embedded');
  const question = asked(run.document, `Basic ${btoa('admin@acme.example:demo')}`);
  // Acme's story, AC-2: the same on any day
  const right = (data) => (data.healthStatus?.comarch.successCount24h > 0 ? undefined : `no figures: ${JSON.stringify(data)}`);
  const once = async () => {
    const env = { ...process.env, SERVER_PORT: await freePort(), MANAGEMENT_SERVER_PORT: await freePort(), PULSEGATE_DATA: data };
    const gateway = await startOnce({ ...run, env, question, right });
    const startedMegabytes = gateway.megabytes();
    await gateway.stop();
    return { ...gateway, startedMegabytes };
  };
  const anew = () => {
    rmSync(data, { recursive: true, force: true });
    return once();
  };
  say(`${FIRST_STARTS} first starts with the embedded database, ${chosen.starts} later ones`);
  const first = await repeat(FIRST_STARTS, anew);
  const later = await repeat(chosen.starts, once);
  return [row('start, embedded', later, 5000), row('start, embedded, the first', first)];
}

const asked = (query, authorization) =>
  encode({ headers: { 'content-type': 'application/json', authorization }, body: JSON.stringify({ query }) });

async function repeat(times, once) {
  const all = [];
  for (let count = 1; count <= times; count++) all.push(await once(count === times));
  return all;
}

function row(workload, starts, aim) {
  const sorted = (name) => starts.map((start) => start[name]).sort((a, b) => a - b);
  const median = (name) => sorted(name)[Math.floor((starts.length - 1) / 2)];
  return {
    workload,
    starts: starts.length,
    p50: median('millis'),
    longest: sorted('millis').at(-1),
    aim,
    cpu: median('cpu'),
    startedMegabytes: median('startedMegabytes'),
  };
}
