// An own PostgreSQL 18, from the programs that the gateway's jar carries, in a folder of its own. The
// gateway and pgbench reach it as any configured database: pulsegate_app, bound by row-level security.

import { execFileSync } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, readdirSync, rmSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { Postgres } from './postgres.mjs';
import { exited, freePort, start, until } from './waiting.mjs';

// Durability costs writers, and nothing here is about them; everything else is PostgreSQL's default
// but for memory.
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_preload_libraries: 'pg_stat_statements',
  'pg_stat_statements.track_utility': 'off',
  shared_buffers: '512MB',
  max_wal_size: '8GB',
  fsync: 'off',
  synchronous_commit: 'off',
};

/**
 * Made of nothing at each run; the programs stay for the next.
 *
 * @param settings of PostgreSQL that a workload wants otherwise
 */
export async function startDatabase({ jars, folder, repository, settings: special = {} }) {
  const programs = unpack(jars, join(folder, 'postgresql'));
  const data = join(folder, 'database');
  rmSync(data, { recursive: true, force: true });
  execute(join(programs, 'bin/initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N']);
  const port = await freePort();
  const settings = Object.entries({ ...SETTINGS, ...special, port }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openSync(join(folder, 'postgresql.log'), 'w');
  const [command, ...args] = asNobody(join(programs, 'bin/postgres'), ['-D', data, ...settings]);
  const server = start(command, args, { stdio: ['ignore', log, log] });
  const database = new Database(port, server);
  await until('PostgreSQL answers', () => database.as('postgres', 'postgres', (sql) => sql.rows('select 1')), server);
  await database.prepare(repository);
  return database;
}

class Database {
  constructor(port, server) {
    this.port = port;
    this.server = server;
  }

  /** The root of its processes, for counting. */
  get pid() {
    return this.server.pid;
  }

  /** Opens a connection for {@code work}, and closes it. */
  async as(user, name, work) {
    const connection = await Postgres.open(this.port, user, name);
    try {
      return await work(connection);
    } finally {
      connection.close();
    }
  }

  /** What row-level security would hide too: for checking answers, and for counting. */
  superuser(work) {
    return this.as('postgres', 'pulsegate', work);
  }

  /** As an operator would: the roles and the database; counting in another database. */
  async prepare(repository) {
    const roles = readFileSync(join(repository, 'db/roles.sql'), 'utf8');
    await this.as('postgres', 'postgres', async (sql) => {
      // "create database" tolerates no company in a message
      for (const statement of roles.replaceAll(/--.*$/gm, '').split(';').filter((text) => text.trim())) await sql.rows(statement);
      await sql.rows('create extension pg_stat_statements');
    });
  }

  async stop() {
    this.server.kill('SIGINT'); // fast shutdown
    await exited(this.server);
  }
}

function unpack(jars, folder) {
  if (existsSync(join(folder, 'bin/postgres'))) return folder;
  mkdirSync(folder, { recursive: true });
  const platform = { x64: 'linux-amd64', arm64: 'linux-arm64v8' }[process.arch];
  const jar = readdirSync(jars).find((name) => name.startsWith(`embedded-postgres-binaries-${platform}-1`));
  if (process.platform !== 'linux' || !jar) throw new Error(`no PostgreSQL for ${process.platform} ${process.arch}: the benchmark runs on Linux`);
  execFileSync('unzip', ['-q', '-o', join(jars, jar), '*.txz', '-d', folder]);
  const archive = readdirSync(folder).find((name) => name.endsWith('.txz'));
  execFileSync('tar', ['-xJf', join(folder, archive), '-C', folder]);
  return folder;
}

function execute(program, args) {
  const [command, ...rest] = asNobody(program, args);
  execFileSync(command, rest, { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** PostgreSQL refuses to run as root: in a user namespace of its own it is nobody. */
function asNobody(program, args) {
  return process.getuid() === 0 ? ['unshare', '-U', program, ...args] : [program, ...args];
}
