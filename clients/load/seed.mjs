// Pours db/seed/bench.sql in: one organisation with as many logs as wanted (50 API keys, 20 webhooks),
// among others with 1,000 each, or as many as told. Beyond the first fifty they are copies.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clone } from './clones.mjs';

const MADE = 50;

/** @param most organisations that are made and not copied: copies all change at the same instant by time alone */
export async function seed({ database, repository, logs, orgs, others = 1000, most = MADE }) {
  const made = Math.min(orgs, most);
  const script = readFileSync(join(repository, 'db/seed/bench.sql'), 'utf8');
  await database.as('pulsegate_owner', 'pulsegate', async (owner) => {
    await owner.rows(`set bench.hot_logs = '${logs}'; set bench.orgs = '${made}'; set bench.logs = '${others}'`);
    await withoutIndexes(owner, async () => {
      await owner.rows(script);
      if (orgs > made) await database.superuser((sql) => clone(sql, made, orgs));
    });
  });
  await database.superuser(async (sql) => {
    await sql.rows('vacuum analyze');
    await sql.rows('checkpoint');
  });
}

/**
 * Each of the log's indexes is made once, of all its rows, instead of grown row by row: but for the one
 * by which triggers of the queues find an event.
 */
async function withoutIndexes(sql, pour) {
  const indexes = await sql.rows(`
    select c.relname as name, pg_get_indexdef(i.indexrelid) as made
      from pg_index i join pg_class c on c.oid = i.indexrelid
     where i.indrelid = 'integration_logs'::regclass and not i.indisprimary and c.relname <> 'integration_logs_id'`);
  for (const { name } of indexes) await sql.rows(`drop index ${name}`);
  await pour();
  for (const { made } of indexes) await sql.rows(made.replace(' ON ONLY ', ' ON '));
}

/** The id of the n-th organisation, as bench.sql counts them: from 1. */
export function orgId(n) {
  return `be9c0000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
}

/** What the administrator of the n-th organisation signs in with. */
export const admin = (n) => `Basic ${btoa(`admin-${n}@bench.example:demo`)}`;

/** The same of its IT manager, who is there once added. */
export const manager = (n) => `Basic ${btoa(`manager-${n}@bench.example:demo`)}`;

export function addManager(database, n) {
  return database.superuser((sql) =>
    sql.rows(`
      with person as (
        insert into users (org_id, email, display_name, password_hash)
        select org_id, 'manager-${n}@bench.example', 'Bench manager ${n}', password_hash from users where email = 'admin-${n}@bench.example'
        returning org_id, id)
      insert into user_access (org_id, user_id, role) select org_id, id, 'IT_MANAGER' from person`),
  );
}
