-- Moves the announced organisation's story to the present: every instant in its rows by the time
-- that has passed since it was last told. The figures are then counted anew, and the history of
-- statuses forgets what the telling itself and the days between wrote into it.
--
-- Not moved: the audit log (what was really done), sessions (a real person's, which end when they end),
-- usage (demo_usage.sql), and what is counted from the log. Tables are taken from the catalogue, so a new
-- one moves by itself.
do $$
declare
    v_org   constant uuid := pulsegate_org_id();
    v_told  timestamptz;
    v_by    interval;
    v_table record;
begin
    select demo_anchored_at into strict v_told from organizations where id = v_org;
    -- seconds, not days: a day that a clock change makes longer would move things by an hour
    v_by := make_interval(secs => extract(epoch from now() - v_told)::double precision);

    -- the present may lie beyond all partitions; the past is dropped by the upkeep, later
    perform make_partitions();
    delete from integration_status_changes where org_id = v_org and at > v_told;

    for v_table in
        select c.oid::regclass as name,
               case when c.relname = 'organizations' then 'id' else 'org_id' end as org_column,
               string_agg(format('%1$I = %1$I + $1', a.attname), ', ') as moved
          from pg_class c
          join pg_attribute a on a.attrelid = c.oid and a.atttypid = 'timestamptz'::regtype and not a.attisdropped
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
           and c.relname not in ('audit_log', 'audit_heads', 'sessions', 'api_key_usage', 'api_usage', 'api_key_peaks', 'integration_stats', 'integration_health')
           and (c.relname = 'organizations'
                or exists (select from pg_attribute o where o.attrelid = c.oid and o.attname = 'org_id'))
         group by c.oid, c.relname
    loop
        execute format('update %s set %s where %I = $2', v_table.name, v_table.moved, v_table.org_column)
          using v_by, v_org;
    end loop;

    perform recount_integrations(v_org);
    delete from integration_status_changes where org_id = v_org and at >= now();
end $$;
