-- What a dashboard reads, for every announced organisation at once: org_health, org_errors and
-- org_activity. Each is one statement whatever the number of organisations, and reads only what
-- it returns. "24 hours" is (now() - 24 hours, now()], now() being the instant of the read.

-- Everything that was committed before is in what is read: a replica that is behind announces how far
-- it is, everywhere else it is the instant of the read.
create or replace function pulsegate_as_of() returns timestamptz
language sql stable parallel safe as $$
    select coalesce(nullif(current_setting('pulsegate.as_of', true), '')::timestamptz, now())
$$;
grant execute on function pulsegate_as_of to pulsegate_app;

drop function if exists org_errors_if_changed;
drop function if exists org_activity_if_changed;
drop function if exists org_health_if_changed;
drop function if exists org_health_brief_if_changed;
drop view if exists org_errors;
drop view if exists org_health_brief;
drop view if exists org_health;
drop view if exists org_counts;
drop function if exists outcomes_of;

-- All three are put together organisation by organisation, behind "offset 0": each table is looked into
-- once for all types of an organisation, and however the planner joins, it is six rows to six.

-- Exact outcomes of the last 24 hours of one organisation by type, what the facts say, and in changes_at
-- the next instant at which an event leaves the 24 hours or an incident closes, of whatever type.
create function outcomes_of(p_org_id uuid)
returns table (integration_type text, success_24h bigint, warning_24h bigint, error_24h bigint, event_count bigint,
               last_sync_at timestamptz, last_sync_event_id uuid, last_error_at timestamptz, last_error_event_id uuid, last_error_message text,
               changes_at timestamptz)
language sql stable parallel safe as $$
    select t.integration_type,
           h.success_count_24h - coalesce(m.success, 0) - coalesce(e.success, 0),
           h.warning_count_24h - coalesce(m.warning, 0) - coalesce(e.warning, 0),
           h.error_count_24h - coalesce(m.error, 0) - coalesce(e.error, 0),
           coalesce(h.event_count, 0),
           h.last_sync_at, h.last_sync_event_id, h.last_error_at, h.last_error_event_id, h.last_error_message,
           least((select min(i.closes_at) from incidents i
                   where i.org_id = p_org_id and i.state in ('open', 'acknowledged') and i.closes_at > now()),
                 (select l.occurred_at + interval '24 hours' from integration_logs l
                   where l.org_id = p_org_id and l.occurred_at > now() - interval '24 hours'
                   order by l.occurred_at, l.id limit 1))
      from unnest(array['comarch', 'edi', 'api_keys', 'webhooks', 'export', 'import']) t (integration_type)
      left join integration_health h on h.org_id = p_org_id and h.integration_type = t.integration_type
      -- whole minutes that have left the window since counted_from; older ones are not kept
      left join (
           select s.integration_type, sum(s.success) as success, sum(s.warning) as warning, sum(s.error) as error
             from integration_stats s
            where s.org_id = p_org_id and s.grain = 'm' and s.bucket < date_trunc('minute', now() - interval '24 hours')
            group by s.integration_type) m on m.integration_type = t.integration_type
      -- and the minute that is leaving now, unless another transaction has counted it already
      left join (
           select l.integration_type,
                  count(*) filter (where l.status = 'success') as success,
                  count(*) filter (where l.status = 'warning') as warning,
                  count(*) filter (where l.status = 'error') as error
             from integration_logs l
            where l.org_id = p_org_id and l.occurred_at >= date_trunc('minute', now() - interval '24 hours')
              and l.occurred_at <= now() - interval '24 hours'
            group by l.integration_type) e on e.integration_type = t.integration_type
                                          and h.counted_from <= date_trunc('minute', now() - interval '24 hours')
$$;
grant execute on function outcomes_of to pulsegate_app;

create view org_counts with (security_invoker = true) as
select o.id as org_id, c.*
  from organizations o
 cross join lateral (select * from outcomes_of(o.id) offset 0) c
 where o.id = any ((select pulsegate_org_ids())::uuid[]);
grant select on org_counts to pulsegate_app;

-- One row per organisation and integration type: facts, exact figures, the verdict, and what its
-- card shows beside. Columns that do not concern a type are null there.
create view org_health with (security_invoker = true) as
select o.id as org_id, x.integration_type, now() as computed_at, pulsegate_as_of() as as_of,
       j.status, j.level, j.rule, j.valid_until,
       x.configured, x.active, x.failing, x.since,
       extract(epoch from x.stale_after)::bigint as stale_after_seconds,
       extract(epoch from x.expected_interval)::bigint as expected_every_seconds,
       x.success as success_24h, x.warning_24h, x.error as error_24h, o.ok_rate, o.error_rate, o.min_samples,
       x.last_sync_at, x.last_sync_event_id, x.last_error_at, x.last_error_event_id, x.last_error_message,
       x.credential_ends, x.last_probe_at, x.last_probe_ok,
       (x.run).entity as run_entity, (x.run).state as run_state, (x.run).started_at as run_started_at, (x.run).finished_at as run_finished_at,
       (x.run).read_count as run_read, (x.run).written_count as run_written, (x.run).failed_count as run_failed,
       x.awaiting_ack, x.overdue_ack, x.rejected_24h, x.partners,
       x.requests_24h, x.throttled_24h, x.peak_usage, x.peak_key, x.peak_at,
       x.pending_deliveries, x.hours, x.request_hours,
       v.data_version, x.event_count,
       -- the next instant at which time alone changes anything of this organisation
       least(j.valid_until, x.changes_at, x.next_overdue_at, x.next_minute_at) as changes_at
  from organizations o
  join org_versions v on v.org_id = o.id
 cross join lateral (
       select c.*,
              coalesce(f.configured, 0) as configured, coalesce(f.active, 0) as active, coalesce(f.failing, 0) as failing, f.any_enabled, f.since,
              f.expected_interval, coalesce(2 * f.expected_interval, interval '24 hours') as stale_after,
              f.credential_ends, f.last_probe_at, f.last_probe_ok,
              -- what a card counts: requests for API keys, logged outcomes for everything else
              case when c.integration_type = 'api_keys' then u.requests - u.errors else coalesce(c.success_24h, 0) end as success,
              case when c.integration_type = 'api_keys' then u.errors else coalesce(c.error_24h, 0) end as error,
              (select r from sync_runs r
                where r.org_id = o.id and r.integration_type = c.integration_type
                order by r.started_at desc limit 1) as run,
              a.awaiting_ack, a.overdue_ack, b.rejected_24h, b.partners,
              u.requests as requests_24h, u.throttled as throttled_24h, u.hours as request_hours, p.peak_key, p.peak_usage, p.peak_at,
              q.pending as pending_deliveries, s.hours,
              a.next_overdue_at, u.next_minute_at
         from outcomes_of(o.id) c
         left join (
              select k.integration_type, count(*)::integer as configured, (count(*) filter (where k.usable))::integer as active,
                     0 as failing, bool_or(k.enabled) as any_enabled, min(k.created_at) as since,
                     min(k.expected_interval) filter (where k.usable) as expected_interval,
                     min(k.credential_expires_at) filter (where k.usable) as credential_ends,
                     max(k.last_probe_at) as last_probe_at,
                     (array_agg(k.last_probe_ok order by k.last_probe_at desc nulls last))[1] as last_probe_ok
                from (select i.*, i.enabled and i.credential_revoked_at is null
                                  and (i.credential_expires_at is null or i.credential_expires_at > now()) as usable
                        from integration_connections i
                       where i.org_id = o.id) k
               group by k.integration_type
               union all
              select 'api_keys', count(*)::integer, (count(*) filter (where k.revoked_at is null and (k.expires_at is null or k.expires_at > now())))::integer,
                     0, true, min(k.created_at), null,
                     min(k.expires_at) filter (where k.revoked_at is null and k.expires_at > now()), null, null
                from api_keys k
               where k.org_id = o.id
               union all
              select 'webhooks', count(*)::integer, (count(*) filter (where w.enabled))::integer,
                     (count(*) filter (where w.enabled and w.first_failure_at is not null))::integer,
                     bool_or(w.enabled), min(w.created_at), null, null, null, null
                from webhooks w
               where w.org_id = o.id) f on f.integration_type = c.integration_type
         -- outcomes by whole clock hours after the one in which the 24 hours begin: {hours since 1970,
         -- success, warning, error}; "(select ...)" computes a bound once, not for each row
         left join (
              select s.integration_type,
                     array_agg(array[(date_part('epoch', s.bucket) / 3600)::integer, s.success, s.warning, s.error] order by s.bucket) as hours
                from integration_stats s
               where s.org_id = o.id and s.grain = 'h'
                 and s.bucket >= (select date_trunc('hour', now() - interval '23 hours', 'UTC'))
               group by s.integration_type) s on s.integration_type = c.integration_type
         -- API keys: requests by whole minutes, whole hours first; the latter as {hours since 1970,
         -- requests, errors}
         left join (
              select coalesce(sum(a.requests), 0)::bigint as requests, coalesce(sum(a.errors), 0)::bigint as errors,
                     coalesce(sum(a.throttled), 0)::bigint as throttled,
                     array_agg(array[(date_part('epoch', a.bucket) / 3600)::integer, a.requests, a.errors] order by a.bucket) filter (where a.grain = 'h') as hours,
                     case when sum(a.requests) > 0 then date_trunc('minute', now()) + interval '1 minute' end as next_minute_at
                from api_usage a
               where a.org_id = o.id
                 and (a.grain = 'h' and a.bucket >= (select date_trunc('hour', now() - interval '23 hours', 'UTC')) and a.bucket <= now()
                   or a.grain = 'm' and a.bucket > now() - interval '24 hours' and a.bucket < (select date_trunc('hour', now() - interval '23 hours', 'UTC')))) u on c.integration_type = 'api_keys'
         -- the busiest minute of the busiest key; a key's own is looked for among its hours only where the
         -- one that was kept has left the 24 hours
         left join (
              select (array_agg(m.usage order by m.usage desc, m.name, m.minute))[1] as peak_usage,
                     (array_agg(m.name order by m.usage desc, m.name, m.minute))[1] as peak_key,
                     (array_agg(m.minute order by m.usage desc, m.name, m.minute))[1] as peak_at
                from (select k.name, m.requests::double precision / k.rate_limit_per_minute as usage, m.minute
                        from (select s.api_key_id, s.requests, s.minute
                                from api_key_peaks s
                               where s.org_id = o.id and s.minute > now() - interval '24 hours'
                               union all
                              select s.api_key_id, n.peak_per_minute, n.bucket
                                from api_key_peaks s
                               cross join lateral (
                                     select a.peak_per_minute, a.bucket
                                       from api_key_usage a
                                      where a.org_id = o.id and a.api_key_id = s.api_key_id
                                        and (a.grain = 'h' and a.bucket >= (select date_trunc('hour', now() - interval '23 hours', 'UTC')) and a.bucket <= now()
                                          or a.grain = 'm' and a.bucket > now() - interval '24 hours' and a.bucket < (select date_trunc('hour', now() - interval '23 hours', 'UTC')))
                                      order by a.peak_per_minute desc, a.bucket desc
                                      limit 1) n
                               where s.org_id = o.id and s.minute <= now() - interval '24 hours' and s.last_minute > now() - interval '24 hours') m
                       cross join lateral (
                             select k.name, k.rate_limit_per_minute
                               from api_keys k
                              where k.org_id = o.id and k.id = m.api_key_id and k.rate_limit_per_minute is not null
                                and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
                             offset 0) k) m) p on c.integration_type = 'api_keys'
         -- EDI: acknowledgements
         left join (
              select (count(*) filter (where i.ack_due_at is null or i.ack_due_at > now()))::integer as awaiting_ack,
                     (count(*) filter (where i.ack_due_at <= now()))::integer as overdue_ack,
                     min(i.ack_due_at) filter (where i.ack_due_at > now()) as next_overdue_at
                from edi_interchanges i
               where i.org_id = o.id and i.ack_status = 'pending') a on c.integration_type = 'edi'
         left join (
              select coalesce(sum(w.rejected), 0)::integer as rejected_24h, count(*)::integer as partners
                from (select count(*) filter (where i.ack_status = 'rejected') as rejected
                        from edi_interchanges i
                       where i.org_id = o.id and i.sent_at > now() - interval '24 hours'
                       group by i.partner) w) b on c.integration_type = 'edi'
         left join (
              select count(*)::integer as pending from webhook_deliveries y
               where y.org_id = o.id and y.status in ('pending', 'retrying')) q on c.integration_type = 'webhooks'
       offset 0) x
 cross join lateral judge_health(
       x.integration_type, x.configured, x.active,
       x.any_enabled and x.active = 0,
       x.since, x.last_sync_at, x.last_sync_event_id, x.last_error_at, x.last_error_event_id,
       x.success, x.error, x.failing, x.stale_after, x.credential_ends,
       o.ok_rate, o.error_rate, o.min_samples, now()) j
 where o.id = any ((select pulsegate_org_ids())::uuid[]);
grant select on org_health to pulsegate_app;

-- What cards of every type have, but for their hours. What is null here is not even looked for, which
-- saves two fifths of the cost.
create view org_health_brief with (security_invoker = true) as
select org_id, integration_type, computed_at, as_of, status, level, rule, active, failing, since, stale_after_seconds,
       success_24h, warning_24h, error_24h, ok_rate, error_rate, min_samples,
       last_sync_at, last_error_at, last_error_event_id, last_error_message, data_version, event_count, changes_at,
       null::bigint as expected_every_seconds, null::timestamptz as credential_ends, null::timestamptz as last_probe_at, null::boolean as last_probe_ok,
       null::text as run_entity, null::text as run_state, null::timestamptz as run_started_at, null::timestamptz as run_finished_at,
       null::integer as run_read, null::integer as run_written, null::integer as run_failed,
       null::integer as awaiting_ack, null::integer as overdue_ack, null::integer as rejected_24h, null::integer as partners,
       null::bigint as requests_24h, null::bigint as throttled_24h, null::double precision as peak_usage, null::text as peak_key, null::timestamptz as peak_at,
       null::integer as pending_deliveries, null::integer[] as hours, null::integer[] as request_hours
  from org_health;
grant select on org_health_brief to pulsegate_app;

-- One row per organisation and type: failed in 24 hours, waiting now, dead now, and its open
-- incidents: how many, and the three loudest of them in JSON, loudest first.
create view org_errors with (security_invoker = true) as
select o.id as org_id, x.integration_type, now() as computed_at, pulsegate_as_of() as as_of, v.data_version,
       x.failed_24h, x.pending, x.oldest_pending_at, x.dead, x.oldest_dead_at, x.open_incidents, x.incidents,
       -- the next instant at which time alone changes anything of this organisation
       x.changes_at
  from organizations o
  join org_versions v on v.org_id = o.id
 cross join lateral (
       select c.integration_type, coalesce(c.error_24h, 0) as failed_24h,
              coalesce(p.pending, 0) as pending, p.oldest_pending_at, coalesce(d.dead, 0) as dead, d.oldest_dead_at,
              i.open_incidents, i.incidents::text as incidents, c.changes_at
         from outcomes_of(o.id) c
         left join (
              select q.integration_type, count(*) as pending, min(q.created_at) as oldest_pending_at
                from retry_queue q
               where q.org_id = o.id
               group by q.integration_type) p on p.integration_type = c.integration_type
         left join (
              select q.integration_type, count(*) as dead, min(q.dead_at) as oldest_dead_at
                from dead_letter_queue q
               where q.org_id = o.id and q.state = 'dead'
               group by q.integration_type) d on d.integration_type = c.integration_type
         left join (
              select n.integration_type, max(n.open) as open_incidents,
                     jsonb_agg(jsonb_build_object('id', n.id, 'title', n.title, 'state', upper(n.state), 'count', n.count, 'since', n.since,
                                                  'waiting', n.waiting, 'note', n.resolution_note) order by n.loudness) as incidents
                from (select y.*, count(*) over (partition by y.integration_type) as open,
                             row_number() over (partition by y.integration_type order by y.count desc, y.since, y.id) as loudness
                        from incidents y
                       where y.org_id = o.id and y.state in ('open', 'acknowledged') and y.closes_at > now()) n
               where n.loudness <= 3
               group by n.integration_type) i on i.integration_type = c.integration_type
       offset 0) x
 where o.id = any ((select pulsegate_org_ids())::uuid[]);
grant select on org_errors to pulsegate_app;

-- The newest events of the last 24 hours, newest first, at most p_first (1 to 100) per organisation;
-- one row without an event for an organisation that has none, since it still has a last event.
--
-- Two limits: of a number that it does not know the planner expects a tenth of the day's events,
-- finds any plan of its own for 20 cheaper, and plans anew each time, which costs ten times the read.
drop function if exists org_activity;
create function org_activity(p_first integer)
returns table (org_id uuid, server_time timestamptz, as_of timestamptz, data_version bigint, last_event_at timestamptz, event integration_logs)
language sql stable parallel safe as $$
    select o.org_id, now(), pulsegate_as_of(), coalesce(v.data_version, 0), f.last_event_at, l.event
      from unnest(pulsegate_org_ids()) o (org_id)
      left join org_versions v on v.org_id = o.org_id
      left join lateral (
           select max(greatest(h.last_sync_at, h.last_error_at)) as last_event_at
             from integration_health h
            where h.org_id = o.org_id) f on true
      left join lateral (
           select n.event
             from (select i as event from integration_logs i
                    where i.org_id = o.org_id and i.occurred_at > now() - interval '24 hours'
                    order by i.occurred_at desc, i.id desc
                    limit 100) n
            limit p_first) l on true
$$;
grant execute on function org_activity to pulsegate_app;

-- The same for one organisation, for whoever has read it before at this version: nothing, when
-- reading would give the same. PL/pgSQL, so that the plan is not even opened then: that alone is a
-- third of the cost of org_health. The first of a batch looks the version up, the others are told:
-- a batch is one snapshot of one organisation, and what it set ends with it.
create or replace function unchanged(p_version bigint, p_until timestamptz)
returns boolean language plpgsql as $$
declare
    v_version text := nullif(current_setting('pulsegate.data_version', true), '');
begin
    if v_version is null then
        select set_config('pulsegate.data_version', v.data_version::text, true) into v_version
          from org_versions v where v.org_id = pulsegate_org_id();
    end if;
    return coalesce(now() < p_until and v_version = p_version::text, false);
end $$;
grant execute on function unchanged to pulsegate_app;

create function org_health_if_changed(p_version bigint, p_until timestamptz)
returns setof org_health language plpgsql as $$
begin
    if not unchanged(p_version, p_until) then
        return query select * from org_health;
    end if;
end $$;
grant execute on function org_health_if_changed to pulsegate_app;

create function org_health_brief_if_changed(p_version bigint, p_until timestamptz)
returns setof org_health_brief language plpgsql as $$
begin
    if not unchanged(p_version, p_until) then
        return query select * from org_health_brief;
    end if;
end $$;
grant execute on function org_health_brief_if_changed to pulsegate_app;

create function org_errors_if_changed(p_version bigint, p_until timestamptz)
returns setof org_errors language plpgsql as $$
begin
    if not unchanged(p_version, p_until) then
        return query select * from org_errors;
    end if;
end $$;
grant execute on function org_errors_if_changed to pulsegate_app;

create function org_activity_if_changed(p_version bigint, p_until timestamptz, p_first integer)
returns table (org_id uuid, server_time timestamptz, as_of timestamptz, data_version bigint, last_event_at timestamptz, event integration_logs)
language plpgsql as $$
begin
    if not unchanged(p_version, p_until) then
        return query select * from org_activity(p_first);
    end if;
end $$;
grant execute on function org_activity_if_changed to pulsegate_app;
