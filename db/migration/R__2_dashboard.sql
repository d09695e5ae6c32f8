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
drop view if exists org_errors;
drop view if exists org_health;
drop view if exists org_counts;

-- Exact outcomes of the last 24 hours per organisation and type, and what the facts say.
create view org_counts with (security_invoker = true) as
select o.id as org_id, t.integration_type, o.ok_rate, o.error_rate, o.min_samples,
       h.success_count_24h - coalesce(m.success, 0) - coalesce(e.success, 0) as success_24h,
       h.warning_count_24h - coalesce(m.warning, 0) - coalesce(e.warning, 0) as warning_24h,
       h.error_count_24h - coalesce(m.error, 0) - coalesce(e.error, 0) as error_24h,
       coalesce(h.event_count, 0) as event_count,
       h.last_sync_at, h.last_sync_event_id, h.last_error_at, h.last_error_event_id, h.last_error_message
  from organizations o
 cross join unnest(array['comarch', 'edi', 'api_keys', 'webhooks', 'export', 'import']) t (integration_type)
  left join integration_health h on h.org_id = o.id and h.integration_type = t.integration_type
  -- whole minutes that have left the window since counted_from
  left join lateral (
       select sum(s.success) as success, sum(s.warning) as warning, sum(s.error) as error
         from integration_stats s
        where s.org_id = o.id and s.grain = 'm' and s.integration_type = h.integration_type
          and s.bucket >= h.counted_from and s.bucket < date_trunc('minute', now() - interval '24 hours')) m on true
  -- and the minute that is leaving now; the bounds stand apart, so that the one that needs no row
  -- rules out the other partitions before the statement starts
  left join lateral (
       select count(*) filter (where l.status = 'success') as success,
              count(*) filter (where l.status = 'warning') as warning,
              count(*) filter (where l.status = 'error') as error
         from integration_logs l
        where l.org_id = o.id and l.integration_type = h.integration_type
          and l.occurred_at >= date_trunc('minute', now() - interval '24 hours') and l.occurred_at >= h.counted_from
          and l.occurred_at <= now() - interval '24 hours') e on true
 where o.id = any ((select pulsegate_org_ids())::uuid[]);
grant select on org_counts to pulsegate_app;

-- One row per organisation and integration type: facts, exact figures, the verdict, and what its
-- card shows beside. Columns that do not concern a type are null there.
create view org_health with (security_invoker = true) as
select c.org_id, c.integration_type, now() as computed_at, pulsegate_as_of() as as_of,
       j.status, j.level, j.rule, j.valid_until,
       f.configured, f.active, f.failing, f.since,
       extract(epoch from f.stale_after)::bigint as stale_after_seconds,
       extract(epoch from f.expected_interval)::bigint as expected_every_seconds,
       n.success as success_24h, c.warning_24h, n.error as error_24h, c.ok_rate, c.error_rate, c.min_samples,
       c.last_sync_at, c.last_sync_event_id, c.last_error_at, c.last_error_event_id, c.last_error_message,
       f.credential_ends, f.last_probe_at, f.last_probe_ok,
       r.entity as run_entity, r.state as run_state, r.started_at as run_started_at, r.finished_at as run_finished_at,
       r.read_count as run_read, r.written_count as run_written, r.failed_count as run_failed,
       d.awaiting_ack, d.overdue_ack, d.rejected_24h, d.partners,
       u.requests as requests_24h, u.throttled as throttled_24h, p.peak_usage, p.peak_key, p.peak_at,
       q.pending as pending_deliveries,
       -- outcomes by whole clock hours after the one in which the 24 hours begin: {hours since 1970,
       -- success, warning, error}; for API keys {hours since 1970, requests, errors}
       (select array_agg(array[(date_part('epoch', s.bucket) / 3600)::integer, s.success, s.warning, s.error] order by s.bucket)
          from integration_stats s
         where s.org_id = c.org_id and s.grain = 'h' and s.integration_type = c.integration_type
           and s.bucket >= (select date_trunc('hour', now() - interval '23 hours', 'UTC'))) as hours,
       u.hours as request_hours,
       v.data_version, c.event_count,
       -- the next instant at which time alone changes anything above
       least(j.valid_until, d.next_overdue_at, u.next_minute_at,
             (select min(i.closes_at) from incidents i
               where i.org_id = c.org_id and i.integration_type = c.integration_type
                 and i.state in ('open', 'acknowledged') and i.closes_at > now()),
             (select l.occurred_at + interval '24 hours' from integration_logs l
               where l.org_id = c.org_id and l.integration_type = c.integration_type
                 and l.occurred_at > now() - interval '24 hours'
               order by l.occurred_at, l.id limit 1)) as changes_at
  from org_counts c
  join org_versions v on v.org_id = c.org_id
  left join lateral (
       select count(*)::integer as configured,
              (count(*) filter (where k.usable))::integer as active,
              0 as failing,
              bool_or(k.enabled) as any_enabled,
              min(k.created_at) as since,
              min(k.expected_interval) filter (where k.usable) as expected_interval,
              coalesce(2 * min(k.expected_interval) filter (where k.usable), interval '24 hours') as stale_after,
              min(k.credential_expires_at) filter (where k.usable) as credential_ends,
              max(k.last_probe_at) as last_probe_at,
              (array_agg(k.last_probe_ok order by k.last_probe_at desc nulls last))[1] as last_probe_ok
         from (select i.*, i.enabled and i.credential_revoked_at is null
                           and (i.credential_expires_at is null or i.credential_expires_at > now()) as usable
                 from integration_connections i
                where i.org_id = c.org_id and i.integration_type = c.integration_type) k
        where c.integration_type in ('comarch', 'edi', 'export', 'import')
       having c.integration_type in ('comarch', 'edi', 'export', 'import')
       union all
       select count(*)::integer, (count(*) filter (where k.revoked_at is null and (k.expires_at is null or k.expires_at > now())))::integer,
              0, true, min(k.created_at), null, interval '24 hours',
              min(k.expires_at) filter (where k.revoked_at is null and k.expires_at > now()), null, null
         from api_keys k
        where k.org_id = c.org_id and c.integration_type = 'api_keys'
       having c.integration_type = 'api_keys'
       union all
       select count(*)::integer, (count(*) filter (where w.enabled))::integer,
              (count(*) filter (where w.enabled and w.first_failure_at is not null))::integer,
              bool_or(w.enabled), min(w.created_at), null, interval '24 hours', null, null, null
         from webhooks w
        where w.org_id = c.org_id and c.integration_type = 'webhooks'
       having c.integration_type = 'webhooks') f on true
  -- API keys: requests by whole minutes, whole hours first. "(select ...)" computes a bound once,
  -- not for each row.
  left join lateral (
       select coalesce(sum(a.requests), 0)::bigint as requests, coalesce(sum(a.errors), 0)::bigint as errors,
              coalesce(sum(a.throttled), 0)::bigint as throttled,
              array_agg(array[(date_part('epoch', a.bucket) / 3600)::integer, a.requests, a.errors] order by a.bucket) filter (where a.grain = 'h') as hours,
              case when sum(a.requests) > 0 then date_trunc('minute', now()) + interval '1 minute' end as next_minute_at
         from api_usage a
        where a.org_id = c.org_id and c.integration_type = 'api_keys'
          and (a.grain = 'h' and a.bucket >= (select date_trunc('hour', now() - interval '23 hours', 'UTC')) and a.bucket <= now()
            or a.grain = 'm' and a.bucket > now() - interval '24 hours' and a.bucket < (select date_trunc('hour', now() - interval '23 hours', 'UTC')))) u on c.integration_type = 'api_keys'
  -- the busiest minute of the busiest key; a key's own is looked for among its hours only where the
  -- one that was kept has left the 24 hours
  left join lateral (
       select k.name as peak_key, b.requests::double precision / k.rate_limit_per_minute as peak_usage, b.minute as peak_at
         from api_key_peaks s
         join lateral (
              select k.name, k.rate_limit_per_minute
                from api_keys k
               where k.org_id = s.org_id and k.id = s.api_key_id and k.rate_limit_per_minute is not null
                 and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
              offset 0) k on true
        cross join lateral (
              select s.requests, s.minute where s.minute > now() - interval '24 hours'
              union all
             (select a.peak_per_minute, a.bucket
                from api_key_usage a
               where s.minute <= now() - interval '24 hours' and s.last_minute > now() - interval '24 hours'
                 and a.org_id = s.org_id and a.api_key_id = s.api_key_id
                 and (a.grain = 'h' and a.bucket >= (select date_trunc('hour', now() - interval '23 hours', 'UTC')) and a.bucket <= now()
                   or a.grain = 'm' and a.bucket > now() - interval '24 hours' and a.bucket < (select date_trunc('hour', now() - interval '23 hours', 'UTC')))
               order by a.peak_per_minute desc, a.bucket desc
               limit 1)) b
        where s.org_id = c.org_id and c.integration_type = 'api_keys'
        order by peak_usage desc, peak_key, peak_at
        limit 1) p on c.integration_type = 'api_keys'
  -- EDI: acknowledgements
  left join lateral (
       select p.awaiting_ack, p.overdue_ack, p.next_overdue_at, x.rejected_24h, x.partners
         from (select (count(*) filter (where i.ack_due_at is null or i.ack_due_at > now()))::integer as awaiting_ack,
                      (count(*) filter (where i.ack_due_at <= now()))::integer as overdue_ack,
                      min(i.ack_due_at) filter (where i.ack_due_at > now()) as next_overdue_at
                 from edi_interchanges i
                where i.org_id = c.org_id and i.ack_status = 'pending' and c.integration_type = 'edi') p,
              (select (count(*) filter (where i.ack_status = 'rejected'))::integer as rejected_24h,
                      count(distinct i.partner)::integer as partners
                 from edi_interchanges i
                where i.org_id = c.org_id and i.sent_at > now() - interval '24 hours' and c.integration_type = 'edi') x
        where c.integration_type = 'edi') d on true
  left join lateral (
       select s.entity, s.state, s.started_at, s.finished_at, s.read_count, s.written_count, s.failed_count
         from sync_runs s
        where s.org_id = c.org_id and s.integration_type = c.integration_type
        order by s.started_at desc limit 1) r on true
  left join lateral (
       select count(*)::integer as pending from webhook_deliveries y
        where y.org_id = c.org_id and y.status in ('pending', 'retrying') and c.integration_type = 'webhooks') q on c.integration_type = 'webhooks'
  -- what a card counts: requests for API keys, logged outcomes for everything else; "offset 0" keeps
  -- the planner from writing the sums out wherever the rules mention them
 cross join lateral (
       select case when c.integration_type = 'api_keys' then u.requests - u.errors else coalesce(c.success_24h, 0) end as success,
              case when c.integration_type = 'api_keys' then u.errors else coalesce(c.error_24h, 0) end as error
        offset 0) n
 cross join lateral judge_health(
       c.integration_type, f.configured, f.active,
       f.any_enabled and f.active = 0,
       f.since, c.last_sync_at, c.last_sync_event_id, c.last_error_at, c.last_error_event_id,
       n.success, n.error, f.failing, f.stale_after, f.credential_ends,
       c.ok_rate, c.error_rate, c.min_samples, now()) j;
grant select on org_health to pulsegate_app;

-- One row per organisation and type: failed in 24 hours, waiting now, dead now, and its open
-- incidents: how many, and the three loudest of them in JSON, loudest first.
create view org_errors with (security_invoker = true) as
select c.org_id, c.integration_type, now() as computed_at, pulsegate_as_of() as as_of, v.data_version,
       coalesce(c.error_24h, 0) as failed_24h,
       p.pending, p.oldest_pending_at, d.dead, d.oldest_dead_at, i.open_incidents, i.incidents::text as incidents
  from org_counts c
  join org_versions v on v.org_id = c.org_id
  left join lateral (
       select count(*) as pending, min(q.created_at) as oldest_pending_at
         from retry_queue q
        where q.org_id = c.org_id and q.integration_type = c.integration_type) p on true
  left join lateral (
       select count(*) as dead, min(q.dead_at) as oldest_dead_at
         from dead_letter_queue q
        where q.org_id = c.org_id and q.integration_type = c.integration_type and q.state = 'dead') d on true
  left join lateral (
       select max(o.open) as open_incidents,
              jsonb_agg(jsonb_build_object('id', o.id, 'title', o.title, 'state', upper(o.state), 'count', o.count, 'since', o.since,
                                           'waiting', o.waiting, 'note', o.resolution_note) order by o.count desc, o.since, o.id) as incidents
         from (select x.*, count(*) over () as open
                 from incidents x
                where x.org_id = c.org_id and x.integration_type = c.integration_type
                  and x.state in ('open', 'acknowledged') and x.closes_at > now()
                order by x.count desc, x.since, x.id
                limit 3) o) i on true;
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
