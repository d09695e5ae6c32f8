// How soon somebody sees the dashboard: a browser opens it, again and again, on a gateway of its own
// with the data of AC-11. What is measured is what the browser painted, and when.

import { join } from 'node:path';
import { install } from '../../npm.mjs';
import { startDatabase } from '../database.mjs';
import { startGateway } from '../gateway.mjs';
import { seed } from '../seed.mjs';
import { paints } from './paints.mjs';

const LOGS = 1000;
const BUDGET = 1000; // ms to the largest paint
const LOADS = 25;

export async function runPage({ application, folder, repository, chosen, say }) {
  install(join(repository, 'clients/dashboard/e2e'));
  const running = [];
  try {
    const database = await startDatabase({ jars: join(application, 'lib'), folder, repository });
    running.push(database);
    const start = () => startGateway({ application, database, folder, flags: chosen.java });
    await (await start()).stop(); // its first start migrates
    await seed({ database, repository, logs: LOGS, orgs: chosen.orgs });
    const gateway = await start();
    running.push(gateway);
    say(`the page, ${LOADS} loads with an empty cache and ${LOADS} more`);
    const { first, again } = await paints({ gateway: `http://127.0.0.1:${gateway.port}`, loads: LOADS });
    return [row('page, first visit', first), row('page, once more', again)];
  } finally {
    for (const one of running.reverse()) await one.stop();
  }
}

function row(workload, loads) {
  const at = (name, part) => loads.map((load) => load[name]).sort((a, b) => a - b)[Math.ceil(part * loads.length) - 1];
  return {
    workload,
    logs: LOGS,
    loads: loads.length,
    p50: at('largest', 0.5),
    p95: at('largest', 0.95),
    dataP50: at('data', 0.5),
    dataP95: at('data', 0.95),
    kilobytes: at('bytes', 0.5) / 1000,
    budget: BUDGET,
  };
}
