// The noisy organisation: each connection asks again as soon as it is answered or refused.

import { parentPort, workerData } from 'node:worker_threads';
import { isGood } from '../http.mjs';
import { drive } from '../load.mjs';

const { port, connections, seconds } = workerData;
const bytes = Buffer.from(workerData.bytes);
let refused = 0;
let wrong;

function good(answer) {
  if (isGood(answer)) return true;
  const head = answer.toString('latin1', 0, answer.indexOf('\r\n\r\n'));
  if (/^HTTP\/1.1 (429|503) /.test(head) && /\r\nretry-after: *\d/i.test(head)) refused++;
  else wrong ??= answer.toString('utf8', 0, 600);
  return false;
}

const run = await drive({ port, next: () => bytes, connections, seconds, good });
parentPort.postMessage({ answered: (run.requests - run.failures) / run.seconds, refused: refused / run.seconds, wrong: wrong ?? (run.failures > refused ? run.failure : undefined) });
