// One start of the packaged form, as the README has it: in its own folder, with its cache or not at all.

import { openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { jdk, startCommand } from '../gateway.mjs';
import { Connection, isGood, json } from '../http.mjs';
import { cpuMillis, residentMegabytes } from '../processes.mjs';
import { exited, start } from '../waiting.mjs';

/**
 * Starts a gateway and asks until it answers, every few milliseconds.
 *
 * @param right what is wrong with an answer's data, or nothing
 */
export async function startOnce({ application, folder, flags, env, question, right }) {
  const log = openSync(join(folder, 'gateway.log'), 'w');
  const begin = performance.now();
  const child = start(jdk('java'), startCommand(flags), { cwd: application, stdio: ['ignore', log, log], env });
  const port = env.SERVER_PORT;
  let answer;
  while (!answer) {
    if (child.exitCode !== null) throw new Error(`the gateway did not start, see ${join(folder, 'gateway.log')}`);
    answer = await ask(port, question).catch(() => sleep(5));
  }
  const millis = performance.now() - begin;
  const cpu = cpuMillis(child.pid);
  const wrong = isGood(answer) ? await right(json(answer).data) : `the first answer is ${answer.toString('latin1', 0, 300)}`;
  const stop = async () => {
    child.kill('SIGTERM');
    await exited(child);
  };
  if (wrong) {
    await stop();
    throw new Error(wrong);
  }
  return { millis, cpu, port, megabytes: () => residentMegabytes(child.pid), stop };
}

function ask(port, question) {
  const connection = new Connection(port);
  return new Promise((resolve, reject) => {
    connection.send(question, (error, answer) => (error ? reject(error) : resolve(answer)));
  }).finally(() => connection.close());
}

/** So many answers over eight connections. */
export async function warmUp(port, question, requests) {
  let left = requests;
  const connections = Array.from({ length: 8 }, () => new Connection(port));
  await Promise.all(connections.map(async (connection) => {
    while (left-- > 0) {
      await new Promise((resolve, reject) => {
        connection.send(question, (error, answer) => (error || !isGood(answer) ? reject(error ?? new Error('refused while warming up')) : resolve()));
      });
    }
    connection.close();
  }));
}
