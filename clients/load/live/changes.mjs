// So many changes a second, as SQL writes them: one event of one organisation each, whoever watches.

import { performance } from 'node:perf_hooks';
import { literal } from '../postgres.mjs';

const CONNECTIONS = 4;

/**
 * Writes by the clock for a while: a write that waits does not hold up the next.
 *
 * @param orgs their ids, in the order in which they change
 * @returns how late the writer was, and the changes by the organisation's place in `orgs`: the version
 *     that each made, and when its commit was answered
 */
export async function change({ database, orgs, rate, seconds }) {
  const changes = new Map();
  const begin = performance.now();
  const total = rate * seconds;
  let next = 0;
  let behind = 0;
  const write = async (sql) => {
    while (next < total) {
      const number = next++;
      const due = begin + (number * 1000) / rate;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
      behind = Math.max(behind, performance.now() - due);
      const place = (number * STRIDE) % orgs.length;
      const { data_version: version } = await sql.row(one(orgs[place], number));
      const known = changes.get(place) ?? [];
      changes.set(place, [...known, { version: Number(version), committed: Date.now() }]);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, () => database.as('pulsegate_owner', 'pulsegate', write)));
  return { changes, total, behind };
}

/** Neighbours do not change one after the other. */
const STRIDE = 7919;

/** One text of several statements is one transaction; the version is read under the lock that it holds. */
function one(org, number) {
  return `
    select set_config('pulsegate.org_ids', ${literal(`{${org}}`)}, true), set_config('pulsegate.role', 'system', true);
    insert into integration_logs (org_id, integration_type, event_type, direction, status, message, duration_ms, attempt_count, source, occurred_at)
    values (${literal(org)}, 'webhooks', 'webhooks.event', 'outbound', 'success', 'change ${number}', 20, 1, 'urn:bench', now());
    select data_version from org_versions where org_id = ${literal(org)}`;
}
