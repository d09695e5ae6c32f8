// The workload `live`: the gateway under many subscriptions, and the plain way to write them beside it.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startDatabase } from '../database.mjs';
import { startGateway } from '../gateway.mjs';
import { orgId, seed } from '../seed.mjs';
import { forBaseline, startBaseline } from './baseline.mjs';
import { makeKeys } from './keys.mjs';
import { Live } from './measure.mjs';
import { Socket } from './socket.mjs';
import { Stream } from './stream.mjs';

const PEERS = { ws: Socket, sse: Stream };
const LOGS = 200;
const SOCKETS_A_KEY = 10; // the gateway's own limits
const SOCKETS_AN_ORG = 200;
const SPARE_FILES = 200;
const WARM_UP = 20;

/** Rows: the gateway at rest and with changes, then the baseline. */
export async function runLive({ application, folder, repository, chosen, say }) {
  const { live } = chosen;
  if (live.sockets > live.orgs * SOCKETS_AN_ORG) throw new Error(`an organisation has at most ${SOCKETS_AN_ORG} sockets: raise --watched-orgs`);
  refuseWithoutFiles(Math.max(live.sockets, live.baseline));
  const running = [];
  try {
    const database = await startDatabase({ jars: join(application, 'lib'), folder, repository });
    running.push(database);
    const settings = { PULSEGATE_STREAMS_IDLETIMEOUT: '10m' }; // sockets are counted before they watch
    const start = () => startGateway({ application, database, folder, flags: chosen.java, settings });
    await (await start()).stop(); // its first start migrates
    say(`seeding ${live.orgs} organisations`);
    await seed({ database, repository, logs: LOGS, orgs: live.orgs, others: LOGS, most: live.orgs });
    const keys = await makeKeys({ database, orgs: live.orgs, each: Math.ceil(Math.ceil(live.sockets / live.orgs) / SOCKETS_A_KEY) });
    const document = readFileSync(join(repository, `graphql/operations/load/${live.operation}.graphql`), 'utf8');
    const common = { database, say, Peer: PEERS[live.transport] };

    const gateway = await start();
    running.push(gateway);
    const rows = await measure(new Live({ ...common, name: `gateway, ${live.transport}`, server: gatewayTarget({ gateway, keys, document, live }), shape: live }), [undefined, ...(live.changes ? [live.changes] : [])], gateway.stop);
    running.pop();
    if (live.baseline > 0) {
      const baseline = await startBaseline({ application, database, folder, repository, flags: chosen.java });
      running.push(baseline);
      const server = baselineTarget({ baseline, document: forBaseline(document), live });
      const plain = { ...live, sockets: live.baseline, watches: 1, documents: 1 };
      rows.push(...(await measure(new Live({ ...common, Peer: Socket, name: 'plain Flux.interval, ws', server, shape: plain }), [undefined])));
    }
    return rows;
  } finally {
    for (const one of running.reverse()) await one.stop();
  }
}

/** A row for each rate; the last one also says how the server stopped, if it was to. */
async function measure(live, rates, stop) {
  await live.check();
  await live.warmUp(WARM_UP);
  try {
    await live.gather();
    const rows = [];
    for (const rate of rates) rows.push(await live.part(rate));
    if (stop) Object.assign(rows.at(-1), await live.drain(stop));
    return rows;
  } finally {
    live.close();
  }
}

/** Sockets go round the organisations, and all that watch one go round the documents. */
function gatewayTarget({ gateway, keys, document, live }) {
  const documents = Array.from({ length: live.documents }, (_, n) => document.replace(/subscription (\w+)/, `subscription $1${n || ''}`));
  return {
    port: gateway.port,
    pid: gateway.pid,
    org: (n) => n % live.orgs,
    credential: (n) => `Bearer ${keys[n % live.orgs][Math.floor(n / live.orgs / SOCKETS_A_KEY)]}`,
    payload: (n, w) => ({ query: documents[(Math.floor(n / live.orgs) * live.watches + w) % documents.length], variables: { cadenceSeconds: live.cadence } }),
    group: (subscription, crowd) => crowd.org(subscription),
  };
}

/** Each subscriber has a clock of its own, and every update comes by it. */
function baselineTarget({ baseline, document, live }) {
  return {
    port: baseline.port,
    pid: baseline.pid,
    org: (n) => n % live.orgs,
    credential: () => undefined,
    payload: (n) => ({ query: document, variables: { org: orgId(1 + (n % live.orgs)), cadenceSeconds: live.cadence } }),
    group: (subscription) => subscription,
  };
}

function refuseWithoutFiles(sockets) {
  const [, most] = /^Max open files +(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
  if (Number(most) < sockets + SPARE_FILES) throw new Error(`${sockets} sockets need more than ${most} open files (ulimit -n)`);
}
