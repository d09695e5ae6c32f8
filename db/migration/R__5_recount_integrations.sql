-- Counts one organisation's log anew: its figures by minute, hour and day, its facts and verdicts.
-- For whoever changed the log behind the counting trigger's back: the demo story when it is told
-- for another day, the bench data that is poured in with the trigger off. Days that the log no
-- longer holds are forgotten. Runs as its caller, who must have announced the organisation alone;
-- only the owner may call it.
create or replace function recount_integrations(p_org_id uuid) returns void language plpgsql as $$
declare
    v_from timestamptz := date_trunc('minute', now() - interval '24 hours');
begin
    if p_org_id is distinct from pulsegate_org_id() then
        raise exception 'organisation not announced' using errcode = 'insufficient_privilege';
    end if;

    -- one writer of an organisation at a time, as in count_outcomes: no outcome is counted twice or missed
    perform from org_versions where org_id = p_org_id for no key update;

    insert into integration_health (org_id, integration_type)
    select p_org_id, t from unnest(array['comarch', 'edi', 'api_keys', 'webhooks', 'export', 'import']) t
    on conflict (org_id, integration_type) do nothing;

    delete from integration_stats where org_id = p_org_id;
    insert into integration_stats (org_id, grain, bucket, integration_type, success, warning, error)
    select p_org_id, g.grain, date_trunc(g.field, l.occurred_at, 'UTC'), l.integration_type,
           count(*) filter (where l.status = 'success'),
           count(*) filter (where l.status = 'warning'),
           count(*) filter (where l.status = 'error')
      from integration_logs l
     cross join (values ('m', 'minute'), ('h', 'hour'), ('d', 'day')) g (grain, field)
     where l.org_id = p_org_id and (g.grain <> 'm' or l.occurred_at >= v_from)
     group by 2, 3, 4;

    update integration_health h
       set counted_from        = v_from,
           success_count_24h   = n.success,
           warning_count_24h   = n.warning,
           error_count_24h     = n.error,
           last_sync_at        = s.occurred_at,
           last_sync_event_id  = s.id,
           last_error_at       = e.occurred_at,
           last_error_event_id = e.id,
           last_error_message  = e.said
      from unnest(array['comarch', 'edi', 'api_keys', 'webhooks', 'export', 'import']) t (integration_type)
     cross join lateral (
           select coalesce(sum(c.success), 0) as success, coalesce(sum(c.warning), 0) as warning, coalesce(sum(c.error), 0) as error
             from integration_stats c
            where c.org_id = p_org_id and c.grain = 'm' and c.integration_type = t.integration_type) n
      left join lateral (
           select l.occurred_at, l.id
             from integration_logs l
            where l.org_id = p_org_id and l.integration_type = t.integration_type and l.status <> 'error'
            order by l.occurred_at desc, l.id desc limit 1) s on true
      left join lateral (
           select l.occurred_at, l.id, coalesce(l.error_message, l.message) as said
             from integration_logs l
            where l.org_id = p_org_id and l.integration_type = t.integration_type and l.status = 'error'
            order by l.occurred_at desc, l.id desc limit 1) e on true
     where h.org_id = p_org_id and h.integration_type = t.integration_type;

    perform refresh_integration_health(p_org_id, null);
    update org_versions set data_version = data_version + 1 where org_id = p_org_id;
end $$;
