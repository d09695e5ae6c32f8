// Twenty organisations that ask by the clock, alone and then beside one that asks without end. The noisy
// one is driven by a thread of its own: it must not be the clock of the others that is late.

import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { startDatabase } from '../database.mjs';
import { startGateway } from '../gateway.mjs';
import { drive } from '../load.mjs';
import { cpuMillis } from '../processes.mjs';
import { ask } from '../requests.mjs';
import { seed } from '../seed.mjs';
import { warmUp } from '../steady.mjs';

const OTHERS = 20;
const RATE = 100; // requests a second of all the others
const FLOOD = 640; // requests at once: eighty times pulsegate.graphql.at-once.per-org
const LOGS = 1000;
const AROUND = 2; // seconds that the noisy one begins before, and ends after, the others are measured

export async function runNoisy({ application, folder, repository, chosen, say }) {
  const database = await startDatabase({ jars: join(application, 'lib'), folder, repository });
  try {
    const start = () => startGateway({ application, database, folder, flags: chosen.java });
    await (await start()).stop(); // its first start migrates
    await seed({ database, repository, logs: LOGS, orgs: OTHERS + 1 });
    const gateway = await start();
    try {
      return await measure({ gateway, database, chosen, say });
    } finally {
      await gateway.stop();
    }
  } finally {
    await database.stop();
  }
}

async function measure({ gateway, database, chosen, say }) {
  const others = Array.from({ length: OTHERS }, (_, i) => ask('LoadDashboard', i + 2));
  say('warming up');
  await warmUp({
    least: chosen.warmup,
    cpu: () => cpuMillis(gateway.pid) + cpuMillis(database.pid),
    drive: async (seconds) => {
      const [all, noisy] = await Promise.all([send(gateway, others, seconds), flood(gateway, seconds)]);
      return { requests: all.requests + (noisy.answered + noisy.refused) * seconds };
    },
  });
  say('the others alone');
  const alone = await send(gateway, others, chosen.seconds, RATE);
  say('and beside the noisy one');
  const flooding = flood(gateway, chosen.seconds + 2 * AROUND);
  await setTimeout(AROUND * 1000);
  const before = cpuMillis(gateway.pid);
  const beside = await send(gateway, others, chosen.seconds, RATE);
  const cpu = (cpuMillis(gateway.pid) - before) / 1000 / chosen.seconds;
  const noisy = await flooding;
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

function send({ port }, requests, seconds, rate) {
  let turn = 0;
  const next = () => requests[turn++ % requests.length].bytes;
  return drive({ port, next, connections: 2 * OTHERS, seconds, rate });
}

function flood({ port }, seconds) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('flood.mjs', import.meta.url), { workerData: { port, connections: FLOOD, seconds, bytes: ask('LoadFresh').bytes } });
    worker.on('message', resolve);
    worker.on('error', reject);
  });
}
