// What the kernel has written down about a process and all below it: processor time and memory.

import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

const TICKS = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/**
 * Processor milliseconds that a process and all below it have used, user and system; the dead too,
 * as far as their parents have buried them.
 */
export function cpuMillis(root) {
  const all = processes();
  return (family(root, all).reduce((sum, pid) => sum + all.get(pid).ticks, 0) * 1000) / TICKS;
}

/** The same of this process's children that have ended. */
export function buriedCpuMillis() {
  const [user, system] = fieldsOf('self').slice(13, 15);
  return ((user + system) * 1000) / TICKS;
}

/** Resident memory of a process and all below it in MB, pages that they share counted once. */
export function residentMegabytes(root) {
  const kilobytes = family(root, processes()).map((pid) => {
    const rollup = read(`/proc/${pid}/smaps_rollup`);
    return Number(/^Pss: +(\d+) kB/m.exec(rollup)?.[1] ?? 0);
  });
  return kilobytes.reduce((sum, value) => sum + value, 0) / 1024;
}

function processes() {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number);
  return new Map(pids.map((pid) => [pid, stat(pid)]).filter(([, { ticks }]) => ticks >= 0));
}

function stat(pid) {
  const fields = fieldsOf(pid);
  const [user, system, deadUser, deadSystem] = fields.slice(11, 15);
  return { parent: fields[1], ticks: user + system + deadUser + deadSystem };
}

/** proc_pid_stat(5) from the third field on; the second may hold blanks. */
function fieldsOf(pid) {
  const text = read(`/proc/${pid}/stat`);
  return text.slice(text.lastIndexOf(')') + 2).split(' ').map(Number);
}

function family(root, all) {
  const children = [...all].filter(([, { parent }]) => parent === root).map(([pid]) => pid);
  return all.has(root) ? [root, ...children.flatMap((pid) => family(pid, all))] : [];
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // gone between two looks
  }
}
