// Twenty organisations that ask by the clock, alone and then beside one that asks without end. The noisy
// one is driven by a thread of its own: it must not be the clock of the others that is late.

import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { startDatabase } from '../database.mjs';
import { startGateway } from '../gateway.mjs';
import { drive } from '../load.mjs';
import { cpuMillis } from '../processes.mjs';
import { ask } from '../requests.mjs';
import { seed } from '../seed.mjs';

const OTHERS = 20;
const RATE = 100; // requests a second of all the others
const FLOOD = 320; // requests at once: ten times pulsegate.graphql.at-once.per-org
const LOGS = 1000;

export async function runNoisy({ application, folder, repository, chosen, say }) {
  const database = await startDatabase({ jars: join(application, 'lib'), folder, repository });
  try {
    const start = () => startGateway({ application, database, folder, flags: chosen.java });
    await (await start()).stop(); // its first start migrates
    await seed({ database, repository, logs: LOGS, orgs: OTHERS + 1 });
    const gateway = await start();
    try {
      return await measure({ gateway, chosen, say });
    } finally {
      await gateway.stop();
    }
  } finally {
    await database.stop();
  }
}

async function measure({ gateway, chosen, say }) {
  const others = Array.from({ length: OTHERS }, (_, i) => ask('LoadDashboard', i + 2));
  say('warming up');
  await Promise.all([byTheClock(gateway, others, chosen.warmup), flood(gateway, chosen.warmup)]);
  say('the others alone');
  const alone = await byTheClock(gateway, others, chosen.seconds);
  say('and beside the noisy one');
  const before = cpuMillis(gateway.pid);
  const [beside, noisy] = await Promise.all([byTheClock(gateway, others, chosen.seconds), flood(gateway, chosen.seconds)]);
  const cpu = (cpuMillis(gateway.pid) - before) / 1000 / chosen.seconds;
  if (noisy.wrong) throw new Error(`the noisy one was told neither an answer nor when to come again: ${noisy.wrong}`);
  if (noisy.refused === 0) throw new Error('the noisy one was not noisy enough: nothing was refused');
  return [row('alone', alone), { ...row(`beside one with ${FLOOD} requests at once`, beside), noisy, cpu }];
}

const row = (workload, { requests, seconds, failures, failure, times }) => ({
  workload,
  rate: requests / seconds,
  p50: times.percentile(50) / 1000,
  p99: times.percentile(99) / 1000,
  failures,
  failure,
});

function byTheClock({ port }, requests, seconds) {
  let turn = 0;
  const next = () => requests[turn++ % requests.length].bytes;
  return drive({ port, next, connections: 2 * OTHERS, seconds, rate: RATE });
}

function flood({ port }, seconds) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('flood.mjs', import.meta.url), { workerData: { port, connections: FLOOD, seconds, bytes: ask('LoadFresh').bytes } });
    worker.on('message', resolve);
    worker.on('error', reject);
  });
}
