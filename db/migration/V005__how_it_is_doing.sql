-- Counters that keep the 24-hour figures exact without counting the log again, the facts about
-- each integration, and the history of its status.
--
-- How the figures stay exact. integration_health counts the outcomes since counted_from, a whole
-- minute 24 hours ago or a little earlier. Who reads takes off what has left the window since:
-- whole minutes by integration_stats, the last part of a minute by the log itself (at most 60
-- seconds of it). refresh_integration_health moves counted_from forward in the same way.

create table integration_stats (
    org_id           uuid        not null references organizations on delete cascade,
    grain            char(1)     not null check (grain in ('m', 'h', 'd')),
    bucket           timestamptz not null,
    integration_type text        not null,
    success          integer     not null default 0,
    warning          integer     not null default 0,
    error            integer     not null default 0,
    primary key (org_id, grain, bucket, integration_type)
);
comment on table integration_stats is 'outcomes per minute (kept until they have left the window), hour (35 days) and day (400 days), UTC';
call protect_announced('integration_stats');
grant select, insert, update, delete on integration_stats to pulsegate_app;

create table integration_health (
    id                 uuid        not null default uuidv7() primary key,
    org_id             uuid        not null references organizations on delete cascade,
    integration_type   text        not null check (integration_type in ('comarch', 'edi', 'api_keys', 'webhooks', 'export', 'import')),
    -- what was last judged (for the history; who reads judges anew)
    status             text        not null default 'not_configured' check (status in ('connected', 'disconnected', 'error', 'not_configured')),
    level              text        not null default 'none' check (level in ('ok', 'warning', 'critical', 'none')),
    rule               text        not null default 'never_configured',
    computed_at        timestamptz not null default now(),
    valid_until        timestamptz,
    -- facts, of all time; time, message and id come from the same event
    last_sync_at       timestamptz,
    last_sync_event_id uuid,
    last_error_at      timestamptz,
    last_error_event_id uuid,
    last_error_message text,
    -- outcomes since counted_from
    counted_from       timestamptz not null default date_trunc('minute', now() - interval '24 hours'),
    success_count_24h  integer     not null default 0,
    warning_count_24h  integer     not null default 0,
    error_count_24h    integer     not null default 0,
    -- outcomes of all time
    event_count        bigint      not null default 0,
    updated_at         timestamptz not null default now(),
    constraint uq_integration_health unique (org_id, integration_type)
);
comment on column integration_health.last_sync_at is 'last outcome that was a success, or a success with warnings';
comment on column integration_health.valid_until is 'when time alone may change the status; null: never';
create index integration_health_due on integration_health (valid_until) where valid_until is not null;
call protect_announced('integration_health');
grant select, insert, update on integration_health to pulsegate_app;

create table integration_status_changes (
    id               uuid        not null default uuidv7(),
    org_id           uuid        not null references organizations on delete cascade,
    integration_type text        not null,
    from_status      text        not null,
    from_level       text        not null,
    to_status        text        not null,
    to_level         text        not null,
    rule             text        not null,
    cause_log_id     uuid,
    at               timestamptz not null default now(),
    primary key (org_id, at, id)
);
call protect_announced('integration_status_changes');
grant select, insert on integration_status_changes to pulsegate_app;  -- neither update nor delete: history

-- Every insert into the log counts itself, whoever inserts: one pass over the statement's rows.
create function count_outcomes() returns trigger language plpgsql as $$
declare
    v_org_id uuid := pulsegate_org_id();
begin
    if not exists (select from arrived) then
        return null;
    end if;

    -- one writer of an organisation at a time, and before counted_from is looked at: two that took
    -- the rows of their own types first and those of all types afterwards would wait for each other
    perform from org_versions where org_id = v_org_id for no key update;

    insert into integration_health (org_id, integration_type)
    select distinct v_org_id, a.integration_type from arrived a
    on conflict (org_id, integration_type) do nothing;

    insert into integration_stats as s (org_id, grain, bucket, integration_type, success, warning, error)
    select v_org_id, g.grain, date_trunc(g.field, a.occurred_at, 'UTC'), a.integration_type,
           count(*) filter (where a.status = 'success'),
           count(*) filter (where a.status = 'warning'),
           count(*) filter (where a.status = 'error')
      from arrived a
      join integration_health h on h.org_id = v_org_id and h.integration_type = a.integration_type
     cross join (values ('m', 'minute'), ('h', 'hour'), ('d', 'day')) g (grain, field)
     where g.grain <> 'm' or a.occurred_at >= h.counted_from
     group by 2, 3, 4
     order by 2, 3, 4
    on conflict (org_id, grain, bucket, integration_type) do update
       set success = s.success + excluded.success, warning = s.warning + excluded.warning, error = s.error + excluded.error;

    update integration_health h
       set event_count         = h.event_count + n.arrived,
           success_count_24h   = h.success_count_24h + n.success,
           warning_count_24h   = h.warning_count_24h + n.warning,
           error_count_24h     = h.error_count_24h + n.error,
           last_sync_at        = case when n.newer_sync then n.sync_at else h.last_sync_at end,
           last_sync_event_id  = case when n.newer_sync then n.sync_id else h.last_sync_event_id end,
           last_error_at       = case when n.newer_error then n.error_at else h.last_error_at end,
           last_error_event_id = case when n.newer_error then n.error_id else h.last_error_event_id end,
           last_error_message  = case when n.newer_error then n.error_text else h.last_error_message end
      from (select t.*,
                   t.sync_at is not null and (f.last_sync_at is null or (t.sync_at, t.sync_id) > (f.last_sync_at, f.last_sync_event_id)) as newer_sync,
                   t.error_at is not null and (f.last_error_at is null or (t.error_at, t.error_id) > (f.last_error_at, f.last_error_event_id)) as newer_error
              from (select a.integration_type,
                           count(*) as arrived,
                           count(*) filter (where a.status = 'success' and a.occurred_at >= c.counted_from) as success,
                           count(*) filter (where a.status = 'warning' and a.occurred_at >= c.counted_from) as warning,
                           count(*) filter (where a.status = 'error' and a.occurred_at >= c.counted_from) as error,
                           (array_agg(a.occurred_at order by a.occurred_at desc, a.id desc) filter (where a.status <> 'error'))[1] as sync_at,
                           (array_agg(a.id order by a.occurred_at desc, a.id desc) filter (where a.status <> 'error'))[1] as sync_id,
                           (array_agg(a.occurred_at order by a.occurred_at desc, a.id desc) filter (where a.status = 'error'))[1] as error_at,
                           (array_agg(a.id order by a.occurred_at desc, a.id desc) filter (where a.status = 'error'))[1] as error_id,
                           (array_agg(coalesce(a.error_message, a.message) order by a.occurred_at desc, a.id desc) filter (where a.status = 'error'))[1] as error_text
                      from arrived a
                      join integration_health c on c.org_id = v_org_id and c.integration_type = a.integration_type
                     group by a.integration_type) t
              join integration_health f on f.org_id = v_org_id and f.integration_type = t.integration_type) n
     where h.org_id = v_org_id and h.integration_type = n.integration_type;

    perform refresh_integration_health(v_org_id, null);
    update org_versions set data_version = data_version + 1 where org_id = v_org_id;
    return null;
end $$;
create trigger outcomes_counted after insert on integration_logs referencing new table as arrived
    for each statement execute function count_outcomes();
