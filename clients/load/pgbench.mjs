// The physical limit: pgbench sends the very same statements in one round trip, as the same role, under
// the same row-level security, in transactions of the same kind.

import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Counts } from './counts.mjs';
import { literal } from './postgres.mjs';
import { buriedCpuMillis, cpuMillis } from './processes.mjs';

/** Its path, from PATH or where Debian keeps it; undefined when there is none. */
export function findPgbench() {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => b - a) : [];
  const folders = [...(process.env.PATH ?? '').split(':'), ...versions.map((version) => join(debian, version, 'bin'))];
  // Debian's /usr/bin/pgbench is a script that starts perl first: the real one is preferred
  return folders.reverse().map((folder) => join(folder, 'pgbench')).find((file) => existsSync(file));
}

/** What pgbench makes of the reads of workloads, each measured once. */
export class Limit {
  #known = new Map();

  constructor({ program, database, chosen }) {
    Object.assign(this, { program, database, chosen });
  }

  /** Refused when it does not send exactly what the server sent: a peer has its own words for its reads. */
  async of(workload, server, row) {
    if (!this.program || !workload.reads) return undefined;
    const result = await this.#measured(server.reads ?? `workloads/${workload.reads}`, workload);
    if (result.reads.join('\n') !== row.reads.join('\n')) {
      throw new Error(`${server.name} does not send what pgbench does for ${workload.name}:\n${row.reads.join('\n')}\nbut\n${result.reads.join('\n')}`);
    }
    return result;
  }

  async #measured(reads, { requests, changes, anew }) {
    const everything = Boolean(changes) || Boolean(anew);
    const key = `${reads} ${everything}`;
    if (!this.#known.has(key)) {
      const { program, database, chosen } = this;
      const before = await Counts.of(database);
      const result = await pgbench({
        program,
        database,
        script: fileURLToPath(new URL(reads, import.meta.url)),
        org: requests[0].org,
        everything,
        clients: chosen.pgbenchClients,
        seconds: chosen.seconds,
      });
      this.#known.set(key, { ...result, reads: (await Counts.of(database)).since(before).regular(result.transactions) });
    }
    return this.#known.get(key);
  }
}

/**
 * Each client pipelines the script and waits for its answers, as the gateway's batch does.
 *
 * @param everything whether all is read, whatever is known
 * @returns transactions a second, and what PostgreSQL and pgbench spent on one of them
 */
async function pgbench({ program, database, script, org, everything, clients, seconds }) {
  const version = await database.superuser((sql) => sql.row(`select data_version from org_versions where org_id = ${literal(org)}`));
  const values = { orgs: `{${org}}`, capacity: 'reader', timeout: '1000ms', first: 20, version: everything ? 0 : version.data_version, until: '9999-01-01' };
  const variables = Object.entries(values).flatMap(([name, value]) => ['-D', `${name}=${value}`]);
  const args = ['-n', '-M', 'prepared', '-c', clients, '-j', 2, '-T', seconds, ...variables, '-f', script];
  const before = cpuMillis(database.pid);
  const own = buriedCpuMillis();
  const output = await run(program, [...args, '-h', '127.0.0.1', '-p', database.port, '-U', 'pulsegate_app', 'pulsegate']);
  const postgresCpu = cpuMillis(database.pid) - before;
  const transactions = number(output, /number of transactions actually processed: (\d+)/);
  return {
    transactions,
    rate: number(output, /tps = ([\d.]+)/),
    postgresCpu: postgresCpu / transactions,
    clientCpu: (buriedCpuMillis() - own) / transactions,
    version: execFileSync(program, ['--version'], { encoding: 'utf8' }).trim(),
  };
}

function run(program, args) {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, PGOPTIONS: '-c default_transaction_isolation=repeatable\\ read -c default_transaction_read_only=on' };
    const child = spawn(program, args.map(String), { env });
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(output) : reject(new Error(`pgbench: ${output}`))));
  });
}

function number(text, pattern) {
  const found = pattern.exec(text);
  if (!found) throw new Error(`pgbench said nothing of ${pattern}: ${text}`);
  return Number(found[1]);
}
