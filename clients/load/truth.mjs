// What an answer must say, counted by the superuser over the log itself: no view, no counter, no
// row-level security of the gateway's takes part.

import { literal } from './postgres.mjs';

/**
 * Compares an answer with the rows; a sentence about the first difference, or nothing. API requests
 * are counted by whole minutes and not from the log, so that card is left out.
 */
export async function holds(data, sql, org) {
  const truth = await count(sql, org);
  const cards = Object.entries({ comarch: 'comarch', edi: 'edi', webhooks: 'webhooks' }).flatMap(([alias, type]) => [
    [`successes of ${type}`, data.healthStatus?.[alias].successCount24h, truth[`${type}_success`]],
    [`errors of ${type}`, data.healthStatus?.[alias].errorCount24h, truth[`${type}_error`]],
  ]);
  const errors = data.errorSummary;
  const facts = [
    ...(data.healthStatus ? cards : []),
    ...(errors ? [['failed events', errors.failedCount24h, truth.failed], ['pending retries', errors.pendingRetries, truth.pending]] : []),
    ...(errors ? [['dead letters', errors.deadLetterQueueCount, truth.dead]] : []),
    ...(data.recentActivity ? [['newest events', data.recentActivity.events.map(({ id }) => id).join(), truth.newest]] : []),
  ];
  const wrong = facts.find(([, said, counted]) => String(said) !== String(counted));
  return wrong && `${wrong[0]}: the answer says ${wrong[1]}, the rows say ${wrong[2]}`;
}

/** By the one index that a superuser without an announcement can use: organisation and time. */
function count(sql, org) {
  const mine = `org_id = ${literal(org)}`;
  const recent = `${mine} and occurred_at > now() - interval '24 hours' and occurred_at <= now()`;
  const outcomes = (type, status) => `count(*) filter (where integration_type = '${type}' and status = '${status}') as ${type}_${status}`;
  const types = ['comarch', 'edi', 'webhooks'];
  return sql.row(`
    with recent as materialized (select integration_type, status from integration_logs where ${recent})
    select ${types.flatMap((type) => [outcomes(type, 'success'), outcomes(type, 'error')]).join(', ')},
           count(*) filter (where status = 'error') as failed,
           (select count(*) from retry_queue where ${mine}) as pending,
           (select count(*) from dead_letter_queue where ${mine} and state = 'dead') as dead,
           (select coalesce(string_agg(id::text, ',' order by occurred_at desc, id desc), '')
              from (select id, occurred_at from integration_logs where ${mine} and occurred_at > now() - interval '24 hours'
                     order by occurred_at desc, id desc limit 20) n) as newest
      from recent`);
}
