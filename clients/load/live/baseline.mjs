// What it is compared with: the plain way to write such a subscription with Spring for GraphQL, a
// Flux.interval for each subscriber that reads the same statements. See baseline/Baseline.java.

import { execFileSync } from 'node:child_process';
import { mkdirSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { jdk } from '../gateway.mjs';
import { exited, freePort, start, until } from '../waiting.mjs';

/** Compiled and run with the very libraries of the gateway. */
export async function startBaseline({ application, database, folder, repository, flags }) {
  const source = join(repository, 'clients/load/baseline');
  const libraries = join(application, 'lib/*');
  const classes = join(folder, 'baseline');
  rmSync(classes, { recursive: true, force: true });
  mkdirSync(classes, { recursive: true });
  execFileSync(jdk('javac'), ['-nowarn', '-proc:none', '-parameters', '-cp', libraries, '-d', classes, join(source, 'Baseline.java')], { stdio: ['ignore', 'ignore', 'inherit'] });
  const port = await freePort();
  const log = openSync(join(folder, 'baseline.log'), 'w');
  const settings = {
    SERVER_PORT: port,
    SERVER_TOMCAT_MAXCONNECTIONS: 50_000,
    SPRING_GRAPHQL_SCHEMA_LOCATIONS: `file:${source}/`,
    SPRING_GRAPHQL_WEBSOCKET_PATH: '/graphql',
    SPRING_DATASOURCE_URL: `jdbc:postgresql://127.0.0.1:${database.port}/pulsegate`,
    SPRING_DATASOURCE_USERNAME: 'pulsegate_app',
    SPRING_DATASOURCE_PASSWORD: 'unused',
    SPRING_DATASOURCE_HIKARI_MAXIMUMPOOLSIZE: 8,
    SPRING_THREADS_VIRTUAL_ENABLED: true,
  };
  const child = start(jdk('java'), [...flags, '-cp', `${classes}:${libraries}`, 'baseline.Baseline'], { stdio: ['ignore', log, log], env: { ...process.env, ...settings } });
  await until(`the baseline answers (see ${join(folder, 'baseline.log')})`, () => fetch(`http://127.0.0.1:${port}/graphql`, { method: 'POST' }), child);
  return {
    port,
    pid: child.pid,
    stop: async () => {
      child.kill('SIGTERM');
      await exited(child);
    },
  };
}

/** The gateway's document for a server that is told the organisation. */
export function forBaseline(document) {
  return document.replace('($cadenceSeconds: Int! = 30)', '($org: ID!, $cadenceSeconds: Int! = 30)').replace('(cadenceSeconds: $cadenceSeconds)', '(org: $org, cadenceSeconds: $cadenceSeconds)');
}
