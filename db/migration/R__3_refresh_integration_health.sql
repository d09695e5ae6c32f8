-- Moves the counting window of one integration forward (p_integration_type null: of all of one
-- organisation) and writes down the verdict of judge_health, with a status change where it
-- differs from the last. Runs as its caller, who must have announced the organisation alone.
-- The log's trigger calls it for what events change, a job for what time changes, and the
-- mutation refreshHealth. Its plans are the same for every organisation: to plan costs several times what
-- it does, and each connection would plan its first five calls anew.
create or replace function refresh_integration_health(p_org_id uuid, p_integration_type text)
returns void language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
    v_from timestamptz := date_trunc('minute', now() - interval '24 hours');
begin
    if p_org_id is distinct from pulsegate_org_id() then
        raise exception 'organisation not announced' using errcode = 'insufficient_privilege';
    end if;

    -- one writer of an organisation at a time, as in count_outcomes
    perform from org_versions where org_id = p_org_id for no key update;

    insert into integration_health (org_id, integration_type)
    select p_org_id, t from unnest(array['comarch', 'edi', 'api_keys', 'webhooks', 'export', 'import']) t
     where t = p_integration_type or p_integration_type is null
    on conflict (org_id, integration_type) do nothing;

    with gone as (
        select s.integration_type, sum(s.success) as success, sum(s.warning) as warning, sum(s.error) as error
          from integration_stats s
          join integration_health h on h.org_id = s.org_id and h.integration_type = s.integration_type
         where s.org_id = p_org_id and s.grain = 'm' and s.bucket >= h.counted_from and s.bucket < v_from
         group by s.integration_type)
    update integration_health h
       set counted_from      = v_from,
           success_count_24h = h.success_count_24h - coalesce(g.success, 0),
           warning_count_24h = h.warning_count_24h - coalesce(g.warning, 0),
           error_count_24h   = h.error_count_24h - coalesce(g.error, 0)
      from integration_health o
      left join gone g on g.integration_type = o.integration_type
     where o.id = h.id and h.org_id = p_org_id and h.counted_from < v_from
       and (h.integration_type = p_integration_type or p_integration_type is null);

    delete from integration_stats s
     using integration_health h
     where h.org_id = p_org_id and s.org_id = p_org_id and s.grain = 'm'
       and s.integration_type = h.integration_type and s.bucket < h.counted_from;

    with judged as (
        select j.integration_type, j.status, j.level, j.rule, j.changes_at,
               case when j.level = 'ok' then j.last_sync_event_id else j.last_error_event_id end as cause
          from org_health j
         where j.org_id = p_org_id and (j.integration_type = p_integration_type or p_integration_type is null)),
    changed as (
        insert into integration_status_changes (org_id, integration_type, from_status, from_level, to_status, to_level, rule, cause_log_id)
        select p_org_id, h.integration_type, h.status, h.level, j.status, j.level, j.rule, j.cause
          from judged j
          join integration_health h on h.org_id = p_org_id and h.integration_type = j.integration_type
         where (h.status, h.level) is distinct from (j.status, j.level))
    update integration_health h
       set status = j.status, level = j.level, rule = j.rule, valid_until = j.changes_at,
           computed_at = now(), updated_at = now()
      from judged j
     where h.org_id = p_org_id and h.integration_type = j.integration_type;
end $$;
grant execute on function refresh_integration_health to pulsegate_app;
