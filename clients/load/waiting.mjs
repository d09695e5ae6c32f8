// Processes that we start, and waiting for what takes its time.

import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Starts a process that does not outlive us, however we end. */
export function start(command, args, options) {
  const child = spawn(command, args, options);
  const end = () => child.kill('SIGINT');
  process.once('exit', end);
  child.once('exit', () => process.removeListener('exit', end));
  return child;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

/** Tries until it does not throw; gives up when the process has ended or after five minutes. */
export async function until(what, attempt, child) {
  for (const begin = Date.now(); ; ) {
    try {
      return await attempt();
    } catch (error) {
      if (child.exitCode !== null) throw new Error(`not reached: ${what}; the process ended with ${child.exitCode}`);
      if (Date.now() - begin > 300_000) throw new Error(`not reached in five minutes: ${what}`, { cause: error });
      await sleep(100);
    }
  }
}

export function exited(child) {
  return child.exitCode !== null || child.signalCode !== null ? undefined : new Promise((resolve) => child.once('exit', resolve));
}

/** A port that was free a moment ago. */
export function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
