// What the counters must say, counted by the superuser over the log itself.

/** How many events of this workload are in the log. */
export async function stored(sql) {
  const { count } = await sql.row(`select count(*) as count from integration_logs where source = '/load/ingest'`);
  return Number(count);
}

/** Figures that say otherwise than the log; nothing when all are right. */
export async function differences(sql) {
  await sql.rows(`select set_config('pulsegate.org_ids', (select array_agg(id)::text from organizations), false)`);
  const rows = await sql.rows(`
    with counted as (
      select org_id, integration_type, date_trunc('minute', occurred_at, 'UTC') as bucket,
             count(*) filter (where status = 'success') as success, count(*) filter (where status = 'error') as error
        from integration_logs where occurred_at > now() - interval '1 hour' group by 1, 2, 3),
    kept as (
      select org_id, integration_type, bucket, success, error from integration_stats
       where grain = 'm' and bucket > now() - interval '1 hour')
    select concat_ws(' ', org_id, integration_type, bucket, 'counted', c.success, c.error, 'kept', k.success, k.error) as said
      from counted c full join kept k using (org_id, integration_type, bucket)
     where bucket > now() - interval '58 minutes' and (c.success, c.error) is distinct from (k.success, k.error)
    union all
    select concat_ws(' ', h.org_id, h.integration_type, 'health says', h.event_count, 'the log', n.events)
      from integration_health h
      join (select org_id, integration_type, count(*) as events from integration_logs where source = '/load/ingest' group by 1, 2) n
        using (org_id, integration_type)
     where h.event_count <> n.events
    union all
    select concat_ws(' ', o.org_id, o.integration_type, 'the card says', o.success_24h, o.error_24h, 'the log', n.success, n.error)
      from org_counts o
      join lateral (select count(*) filter (where l.status = 'success') as success, count(*) filter (where l.status = 'error') as error
                      from integration_logs l
                     where l.org_id = o.org_id and l.integration_type = o.integration_type
                       and l.occurred_at > now() - interval '24 hours' and l.occurred_at <= now()) n on true
     where o.success_24h is not null and (o.success_24h, o.error_24h) is distinct from (n.success, n.error)`);
  return rows.map(({ said }) => said);
}
