// Pours db/seed/bench.sql in: one organisation with as many logs as wanted (50 API keys, 20 webhooks),
// among others with 1,000 each, or as many as told.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The organisation that is asked for, and who signs in for it. */
export async function seed({ database, repository, logs, orgs, others = 1000 }) {
  const script = readFileSync(join(repository, 'db/seed/bench.sql'), 'utf8');
  await database.as('pulsegate_owner', 'pulsegate', async (sql) => {
    await sql.rows(`set bench.hot_logs = '${logs}'; set bench.orgs = '${orgs}'; set bench.logs = '${others}'`);
    await sql.rows(script);
  });
  await database.superuser(async (sql) => {
    await sql.rows('vacuum analyze');
    await sql.rows('checkpoint');
  });
  return { id: orgId(1), logs, credential: `Basic ${btoa('admin-1@bench.example:demo')}` };
}

/** The id of the n-th organisation, as bench.sql counts them: from 1. */
export function orgId(n) {
  return `be9c0000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
}
