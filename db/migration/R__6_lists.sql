-- What the list pages read, one row a thing. Who reads names the one announced organisation
-- (org_id = pulsegate_org_id()), orders by (time, id) and takes a page, so each view leaves
-- its table's indexes usable. States that time alone changes are told here and stored nowhere.

drop view if exists listed_connections;
create view listed_connections with (security_invoker = true) as
select c.id, c.org_id, c.integration_type, c.name, c.config::text as config,
       case when not c.enabled then 'disabled'
            when c.credential_revoked_at is not null then 'credential_revoked'
            when c.credential_expires_at <= now() then 'credential_expired'
            else 'ready' end as state,
       extract(epoch from c.expected_interval)::bigint as expected_every_seconds,
       c.credential_expires_at, c.credential_revoked_at,
       c.probe_url, case when c.probe_url is not null then extract(epoch from c.probe_interval)::bigint end as probe_every_seconds,
       c.last_probe_at, c.last_probe_ok, c.last_probe_message,
       r.started_at as last_run_at, r.state as last_run_state,
       c.created_at, c.updated_at
  from integration_connections c
  left join lateral (
       select s.started_at, s.state
         from sync_runs s
        where s.org_id = c.org_id and s.integration_type = c.integration_type and s.connection_id = c.id
        order by s.started_at desc limit 1) r on true;
grant select on listed_connections to pulsegate_app;

drop view if exists listed_sync_runs;
create view listed_sync_runs with (security_invoker = true) as
select s.id, s.org_id, s.integration_type, s.connection_id, c.name as connection_name, c.enabled as connection_enabled,
       s.entity, s.state, s.started_at, s.finished_at, s.read_count, s.written_count, s.failed_count, s.log_id
  from sync_runs s
  join integration_connections c on c.org_id = s.org_id and c.id = s.connection_id;
grant select on listed_sync_runs to pulsegate_app;

drop view if exists listed_edi_interchanges;
create view listed_edi_interchanges with (security_invoker = true) as
select i.id, i.org_id, i.partner, i.standard, i.message_type, i.direction, i.control_number, i.sent_at,
       i.ack_status, case when i.ack_status = 'pending' and i.ack_due_at <= now() then 'overdue' else i.ack_status end as state,
       i.ack_due_at, i.acknowledged_at, i.business_ref, i.log_id
  from edi_interchanges i;
grant select on listed_edi_interchanges to pulsegate_app;

-- When a limit is reached, should use go on growing along the straight line through the last minutes:
-- t counts them backwards from p_now, 1 to p_n, y are the requests of each. Null where the line does
-- not rise, explains less than half of what happened, has less than 10 minutes behind it, or meets the
-- limit later than 24 hours from now.
drop view if exists listed_api_keys;
drop function if exists limit_forecast;
create function limit_forecast(p_n bigint, p_y numeric, p_ty numeric, p_yy numeric, p_limit integer, p_now timestamptz)
returns timestamptz language sql immutable parallel safe as $$
    select case when r.minutes <= 1440 then p_now + ceil(round(greatest(r.minutes, 0), 6)) * interval '1 minute' end
      from (select p_n * (p_n + 1) / 2.0 as t, p_n * (p_n + 1) * (2 * p_n + 1) / 6.0 as tt where p_n >= 10) s
     cross join lateral (
           select p_n * s.tt - s.t * s.t as var_t, p_n * p_yy - p_y * p_y as var_y, p_n * p_ty - s.t * p_y as cov) v
     -- from the line's value now, which is its intercept, to the limit
     cross join lateral (
           select (p_limit - (p_y - v.cov / v.var_t * s.t) / p_n) / nullif(-v.cov / v.var_t, 0) as minutes
            where v.cov < 0 and v.cov * v.cov >= 0.5 * v.var_t * v.var_y) r
$$;
grant execute on function limit_forecast to pulsegate_app;

-- A key's use in (now() - 24 hours, now()] by whole minutes, as the card counts it: whole hours, and
-- the minutes of the hour that the window cuts. The peak and its time in one number, for one pass.
create view listed_api_keys with (security_invoker = true) as
select k.id, k.org_id, k.name, k.prefix, k.last4, k.scopes,
       case when k.revoked_at is not null then 'revoked' when k.expires_at <= now() then 'expired' else 'active' end as state,
       k.created_at, k.expires_at, k.revoked_at, k.last_used_at, k.rate_limit_per_minute,
       coalesce(u.requests, 0) as requests_24h, coalesce(u.errors, 0) as errors_24h, coalesce(u.throttled, 0) as throttled_24h,
       (u.peak_and_minute / 4294967296)::integer as peak_per_minute,
       case when s.minute > now() - interval '24 hours' then s.minute else to_timestamp(u.peak_and_minute % 4294967296 * 60) end as peak_at,
       f.limit_reached_at
  from api_keys k
  left join api_key_peaks s on s.org_id = k.org_id and s.api_key_id = k.id
  left join (
       select a.org_id, a.api_key_id, sum(a.requests) as requests, sum(a.errors) as errors, sum(a.throttled) as throttled,
              max(a.peak_per_minute::bigint * 4294967296 + (date_part('epoch', a.bucket) / 60)::bigint) as peak_and_minute
         from api_key_usage a
        where a.org_id = (select pulsegate_org_id())
          and (a.grain = 'h' and a.bucket >= date_trunc('hour', now() - interval '23 hours', 'UTC') and a.bucket <= now()
            or a.grain = 'm' and a.bucket > now() - interval '24 hours' and a.bucket < date_trunc('hour', now() - interval '23 hours', 'UTC'))
        group by a.org_id, a.api_key_id) u on u.org_id = k.org_id and u.api_key_id = k.id
  -- the straight line through the whole minutes of the last hour, from the key's first use in it
  left join (
       select a.org_id, a.api_key_id, max(m.ago) as n, sum(a.requests) as y, sum(m.ago * a.requests) as ty, sum(a.requests::bigint * a.requests) as yy
         from api_key_usage a
        cross join lateral (select (date_part('epoch', date_trunc('minute', now()) - a.bucket) / 60)::bigint as ago) m
        where a.org_id = (select pulsegate_org_id()) and a.grain = 'm'
          and a.bucket >= date_trunc('minute', now()) - interval '1 hour' and a.bucket < date_trunc('minute', now())
        group by a.org_id, a.api_key_id) l on l.org_id = k.org_id and l.api_key_id = k.id
  left join lateral (
       select limit_reached_at
         from limit_forecast(l.n, l.y, l.ty, l.yy, k.rate_limit_per_minute, date_trunc('minute', now())) limit_reached_at
        where k.revoked_at is null and (k.expires_at is null or k.expires_at > limit_reached_at)) f on true;
grant select on listed_api_keys to pulsegate_app;

-- The figures come from the log, so that those of all webhooks add up to their card's.
drop view if exists listed_webhooks;
create view listed_webhooks with (security_invoker = true) as
select w.id, w.org_id, w.name, w.url, w.event_types, w.disabled_reason,
       case when w.previous_secret_until > now() then w.previous_secret_until end as previous_secret_until, w.consecutive_failures, w.first_failure_at,
       case when not w.enabled then 'disabled' when w.first_failure_at is not null then 'failing' else 'active' end as state,
       (select max(l.occurred_at) from integration_logs l where l.org_id = w.org_id and l.webhook_id = w.id) as last_delivery_at,
       d.success_24h, d.error_24h,
       (select count(*) from webhook_deliveries y
         where y.org_id = w.org_id and y.webhook_id = w.id and y.status in ('pending', 'retrying')) as pending,
       w.created_at, w.updated_at
  from webhooks w
  left join lateral (
       select count(*) filter (where l.status = 'success') as success_24h,
              count(*) filter (where l.status = 'error') as error_24h
         from integration_logs l
        where l.org_id = w.org_id and l.webhook_id = w.id
          and l.occurred_at > now() - interval '24 hours' and l.occurred_at <= now()) d on true;
grant select on listed_webhooks to pulsegate_app;

-- Incidents that opened at some time. One closes by itself when its time has come.
drop view if exists listed_incidents;
create view listed_incidents with (security_invoker = true) as
select i.id, i.org_id, i.integration_type, i.event_type, i.error_code, i.title, coalesce(c.name, w.name) as via,
       case when i.closes_at <= now() then 'resolved' else i.state end as state,
       i.since, i.count, i.opened_at, i.last_seen_at, i.first_seen_at, i.total_count, i.reopened, i.waiting::text as waiting, i.last_log_id,
       i.acknowledged_at, i.acknowledged_by,
       case when i.state = 'resolved' then i.resolved_at when i.closes_at <= now() then i.closes_at end as closed_at,
       i.state <> 'resolved' and i.closes_at <= now() as closed_by_itself,
       i.resolved_at as noted_at, i.resolved_by as noted_by, i.resolution_note as note
  from incidents i
  left join integration_connections c on c.org_id = i.org_id and c.id = i.connection_id
  left join webhooks w on w.org_id = i.org_id and w.id = i.webhook_id
 where i.state <> 'watched';
grant select on listed_incidents to pulsegate_app;

-- Pages of the deliveries of several webhooks of the one announced organisation, newest first: for
-- each question one of every array, p_after null for a page that begins at the top. Each row says
-- by p_asked which question it answers. Attempts are a JSON array, first to last.
drop function if exists webhook_deliveries_of;
create function webhook_deliveries_of(p_asked text[], p_webhook_ids uuid[], p_limits text[], p_after text[], p_after_ids uuid[])
returns table (
    asked text, org_id uuid, id uuid, message_id uuid, event_type text, status text, attempt_count smallint,
    next_attempt_at timestamptz, created_at timestamptz, final_at timestamptz, attempts jsonb, event_id uuid)
language sql stable parallel safe as $$
    select q.asked, d.org_id, d.id, d.message_id, d.event_type, d.status, d.attempt_count,
           d.next_attempt_at, d.created_at, d.final_at,
           (select jsonb_agg(jsonb_build_object('number', a.attempt_number, 'trigger', upper(a.trigger), 'startedAt', a.started_at,
                                                'durationMs', a.duration_ms, 'responseStatus', a.response_status, 'error', a.error)
                             order by a.started_at, a.id)
              from webhook_delivery_attempts a where a.org_id = d.org_id and a.delivery_id = d.id),
           (select l.id from integration_logs l where l.org_id = d.org_id and l.delivery_id = d.id order by l.occurred_at desc, l.id desc limit 1)
      from unnest(p_asked, p_webhook_ids, p_limits::integer[], p_after::timestamptz[], p_after_ids) with ordinality
                q (asked, webhook_id, size, after_at, after_id, n)
     cross join lateral (
           select y.* from webhook_deliveries y
            where y.org_id = (select pulsegate_org_id()) and y.webhook_id = q.webhook_id
              and (y.created_at, y.id) < (coalesce(q.after_at, 'infinity'), coalesce(q.after_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
            order by y.created_at desc, y.id desc
            limit q.size) d
     order by q.n, d.created_at desc, d.id desc
$$;
grant execute on function webhook_deliveries_of to pulsegate_app;
