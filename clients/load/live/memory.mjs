// What a JVM holds: the heap after a collection, and what the kernel gave it.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { jdk } from '../gateway.mjs';

const LARGEST = 40;

/** Bytes alive on the heap, resident bytes, and the classes that hold most; collects garbage first. */
export function memory(pid) {
  jcmd(pid, 'GC.run');
  const histogram = jcmd(pid, 'GC.class_histogram');
  const [, heap] = /^Total +\d+ +(\d+)/m.exec(histogram).map(Number);
  const [, resident] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')).map(Number);
  return { heap, resident: resident * 1024, classes: histogram.split('\n').slice(2, 2 + LARGEST) };
}

function jcmd(pid, command) {
  return execFileSync(jdk('jcmd'), [String(pid), command], { encoding: 'utf8', maxBuffer: 1 << 26 });
}
