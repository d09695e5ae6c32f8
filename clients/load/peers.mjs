// Other GraphQL servers on the same database: what somebody would run instead of the gateway.

import { openSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install } from '../npm.mjs';
import { exited, freePort, start, until } from './waiting.mjs';

const FOLDER = fileURLToPath(new URL('peers', import.meta.url));

/** Their packages, when they are not there yet. */
export function installPeers() {
  install(FOLDER);
}

/** @param requests all that it will be sent: whose credential is for which organisation is all it knows of signing in */
export async function startPeer({ name, database, folder, requests }) {
  const file = join(FOLDER, `${name}.mjs`);
  if (!existsSync(file)) throw new Error(`no peer ${name}`);
  const port = await freePort();
  const log = openSync(join(folder, `${name}.log`), 'w');
  const orgs = Object.fromEntries(requests.map(({ credential, org }) => [credential, org]));
  const child = start(process.execPath, [file], {
    stdio: ['ignore', log, log],
    env: { ...process.env, NODE_ENV: 'production', PORT: port, DATABASE_PORT: database.port, ORGS: JSON.stringify(orgs) },
  });
  await until(`${name} answers (see ${join(folder, `${name}.log`)})`, () => fetch(`http://127.0.0.1:${port}/graphql`, { method: 'POST' }), child);
  const stop = async () => {
    child.kill('SIGKILL'); // it has nothing to finish
    await exited(child);
  };
  return { name, port, pid: child.pid, reads: 'peers/reads.sql', stop };
}
