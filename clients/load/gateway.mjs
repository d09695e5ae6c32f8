// The gateway as a production host runs it: the jar extracted, a database configured.

import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, openSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { allocated } from './allocation.mjs';
import { exited, freePort, start, until } from './waiting.mjs';

/** Unpacks target/pulsegate.jar; the folder with our classes, and lib/ with everybody else's. */
export function extract({ repository, folder }) {
  const jar = join(repository, 'target/pulsegate.jar');
  if (!existsSync(jar)) throw new Error('target/pulsegate.jar is not there: build it first, mvn -DskipTests package');
  const application = join(folder, 'application');
  rmSync(application, { recursive: true, force: true });
  execFileSync(jdk('java'), ['-Djarmode=tools', '-jar', jar, 'extract', '--destination', application], { stdio: ['ignore', 'ignore', 'inherit'] });
  return application;
}

/** @param settings environment variables beyond those that every gateway with a database needs */
export async function startGateway({ application, database, folder, flags, settings = {} }) {
  const port = await freePort();
  const managementPort = await freePort();
  const log = openSync(join(folder, 'gateway.log'), 'w');
  const child = start(jdk('java'), [...flags, '-jar', join(application, 'pulsegate.jar')], {
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
