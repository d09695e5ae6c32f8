// The gateway as the README has it for production: the jar extracted, a cache written by the JVM, a
// database configured.

import { execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allocated } from './allocation.mjs';
import { exited, freePort, start, until } from './waiting.mjs';

const CACHE = 'pulsegate.aot';

const PREPARED = '-Dspring.aot.enabled=true';

/** AOTMode=on refuses to start where the cache does not fit, which would only be slow otherwise. */
export const startCommand = (flags) => [...flags, PREPARED, `-XX:AOTCache=${CACHE}`, '-XX:AOTMode=on', '-jar', 'pulsegate.jar'];

/** Unpacks target/pulsegate.jar unless it has; the folder with our classes, and lib/ with everybody else's. */
export function extract({ repository, folder }) {
  const jar = join(repository, 'target/pulsegate.jar');
  if (!existsSync(jar)) throw new Error('target/pulsegate.jar is not there: build it first, mvn -DskipTests package');
  const application = join(folder, 'application');
  const stamp = join(application, 'unpacked');
  const hash = createHash('sha256').update(readFileSync(jar)).digest('hex');
  if (says(stamp, hash)) return application;
  rmSync(application, { recursive: true, force: true });
  execFileSync(jdk('java'), ['-Djarmode=tools', '-jar', jar, 'extract', '--destination', application], { stdio: ['ignore', 'ignore', 'inherit'] });
  writeFileSync(stamp, hash);
  return application;
}

/** The training run, unless this jar has had it with these flags: `rehearse` asks what a day asks. */
export async function rehearse({ application, folder, flags }) {
  const stamp = join(application, 'rehearsed');
  const command = [...flags, PREPARED, `-XX:AOTCacheOutput=${CACHE}`, '-jar', 'pulsegate.jar', 'rehearse'];
  const program = jdk('java');
  const said = [program, ...command].join(' ');
  if (says(stamp, said)) return;
  rmSync(stamp, { force: true });
  const log = openSync(join(folder, 'rehearsal.log'), 'w');
  const child = spawn(program, command, { cwd: application, stdio: ['ignore', log, log] });
  await exited(child);
  if (child.exitCode !== 0) throw new Error(`the rehearsal failed, see ${join(folder, 'rehearsal.log')}`);
  writeFileSync(stamp, said);
}

const says = (file, text) => existsSync(file) && readFileSync(file, 'utf8') === text;

/** @param settings environment variables beyond those that every gateway with a database needs */
export async function startGateway({ application, database, folder, flags, settings = {} }) {
  await rehearse({ application, folder, flags });
  const port = await freePort();
  const managementPort = await freePort();
  const log = openSync(join(folder, 'gateway.log'), 'w');
  const child = start(jdk('java'), startCommand(flags), {
    cwd: application,
    stdio: ['ignore', log, log],
    env: { ...environment(port, managementPort, database), ...settings },
  });
  const live = () => fetch(`http://127.0.0.1:${port}/graphql`, { method: 'POST' });
  await until(`the gateway answers (see ${join(folder, 'gateway.log')})`, live, child);
  return { name: 'gateway', port, pid: child.pid, allocated: () => allocated(managementPort), stop: () => stop(child) };
}

async function stop(child) {
  child.kill('SIGTERM');
  await exited(child);
}

/** What every gateway with a database of its own is told. */
export function environment(port, managementPort, database) {
  const url = `jdbc:postgresql://127.0.0.1:${database.port}/pulsegate`;
  return {
    ...process.env,
    SERVER_PORT: port,
    MANAGEMENT_SERVER_PORT: managementPort,
    SPRING_DATASOURCE_URL: url,
    SPRING_DATASOURCE_USERNAME: 'pulsegate_app',
    SPRING_DATASOURCE_PASSWORD: 'unused',
    SPRING_FLYWAY_USER: 'pulsegate_owner',
    SPRING_FLYWAY_PASSWORD: 'unused',
    PULSEGATE_SECRET_KEY: randomBytes(32).toString('base64'),
  };
}

/** A program of a Java 25: of JAVA_HOME, or the newest where systems keep their JDKs, or on the path. */
export function jdk(program) {
  const home = process.env.JAVA_HOME;
  if (home) return join(home, 'bin', program);
  const folder = '/usr/lib/jvm';
  const version = (name) => Number(/\d+/.exec(name)?.[0] ?? 0);
  const found = existsSync(folder) ? readdirSync(folder).filter((name) => version(name) >= 25) : [];
  const newest = found.sort((a, b) => version(b) - version(a))[0];
  return newest ? join(folder, newest, 'bin', program) : program;
}
