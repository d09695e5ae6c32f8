-- A dashboard wants the requests of all keys together, and the busiest minute of each. Adding up
-- 24 hours of every key for that was the dearest part of reading it.

create table api_usage (
    org_id    uuid        not null references organizations on delete cascade,
    grain     char(1)     not null check (grain in ('m', 'h')),
    bucket    timestamptz not null,
    requests  integer     not null default 0,
    errors    integer     not null default 0,
    throttled integer     not null default 0,
    primary key (org_id, grain, bucket)
);
comment on table api_usage is 'api_key_usage of all keys of an organisation together, kept by record_api_key_usage';

create table api_key_peaks (
    org_id      uuid        not null,
    api_key_id  uuid        not null,
    requests    integer     not null,
    minute      timestamptz not null,
    last_minute timestamptz not null,
    primary key (org_id, api_key_id),
    foreign key (org_id, api_key_id) references api_keys (org_id, id) on delete cascade
);
comment on table api_key_peaks is 'the busiest minute of the 24 hours before last_minute; who reads later than 24 hours after minute looks for another in api_key_usage';
comment on column api_key_peaks.minute is 'or its hour, where a busier one had left the 24 hours by last_minute';
comment on column api_key_peaks.last_minute is 'when the key was last used: without use in 24 hours there is no peak';

-- what was recorded before; for this the owner looks past row-level security once
alter table api_key_usage no force row level security;
insert into api_usage
select org_id, grain, bucket, sum(requests), sum(errors), sum(throttled) from api_key_usage group by org_id, grain, bucket;
insert into api_key_peaks
select distinct on (org_id, api_key_id) org_id, api_key_id, peak_per_minute, bucket, max(bucket) over (partition by org_id, api_key_id)
  from api_key_usage
 where grain = 'm' and bucket > now() - interval '24 hours'
 order by org_id, api_key_id, peak_per_minute desc, bucket desc;
alter table api_key_usage force row level security;

call protect_announced('api_usage');
grant select, insert, update on api_usage to pulsegate_app;  -- not delete
call protect_announced('api_key_peaks');
grant select, insert, update on api_key_peaks to pulsegate_app;  -- not delete: it goes with its key

-- Adds to one minute of one key, and keeps its hour, the sums and the peak in step. Hours are UTC's,
-- whatever the session's time zone.
create or replace function record_api_key_usage(p_org_id uuid, p_api_key_id uuid, p_minute timestamptz, p_requests integer, p_errors integer, p_throttled integer)
returns void language plpgsql as $$
declare
    v_minute  timestamptz := date_trunc('minute', p_minute);
    v_hour    timestamptz := date_trunc('hour', p_minute, 'UTC');
    v_from    timestamptz := now() - interval '24 hours';
    v_total   integer;
    v_peak_at timestamptz;
begin
    -- one writer of an organisation at a time: two that took the same keys in another order would
    -- wait for each other
    perform from org_versions where org_id = p_org_id for no key update;

    insert into api_key_usage as u (org_id, api_key_id, grain, bucket, requests, errors, throttled, peak_per_minute)
    values (p_org_id, p_api_key_id, 'm', v_minute, p_requests, p_errors, p_throttled, p_requests)
    on conflict (org_id, grain, bucket, api_key_id) do update
       set requests = u.requests + excluded.requests, errors = u.errors + excluded.errors,
           throttled = u.throttled + excluded.throttled, peak_per_minute = u.requests + excluded.requests
    returning requests into v_total;
    insert into api_key_usage as u (org_id, api_key_id, grain, bucket, requests, errors, throttled, peak_per_minute)
    values (p_org_id, p_api_key_id, 'h', v_hour, p_requests, p_errors, p_throttled, v_total)
    on conflict (org_id, grain, bucket, api_key_id) do update
       set requests = u.requests + excluded.requests, errors = u.errors + excluded.errors,
           throttled = u.throttled + excluded.throttled, peak_per_minute = greatest(u.peak_per_minute, excluded.peak_per_minute);
    insert into api_usage as u (org_id, grain, bucket, requests, errors, throttled)
    values (p_org_id, 'm', v_minute, p_requests, p_errors, p_throttled), (p_org_id, 'h', v_hour, p_requests, p_errors, p_throttled)
    on conflict (org_id, grain, bucket) do update
       set requests = u.requests + excluded.requests, errors = u.errors + excluded.errors, throttled = u.throttled + excluded.throttled;

    -- what is told so late that no 24 hours hold it makes no peak
    if v_minute <= v_from then
        return;
    end if;
    insert into api_key_peaks as s (org_id, api_key_id, requests, minute, last_minute)
    values (p_org_id, p_api_key_id, v_total, v_minute, v_minute)
    on conflict (org_id, api_key_id) do update
       set requests = greatest(s.requests, excluded.requests),
           minute = case when excluded.requests >= s.requests then excluded.minute else s.minute end,
           last_minute = greatest(s.last_minute, excluded.last_minute)
    returning minute into v_peak_at;
    -- the peak has left the 24 hours: make room for the busiest that is in them
    if v_peak_at <= v_from then
        update api_key_peaks s
           set requests = b.peak_per_minute, minute = b.bucket
          from (select a.peak_per_minute, a.bucket
                  from api_key_usage a
                 where a.org_id = p_org_id and a.api_key_id = p_api_key_id
                   and (a.grain = 'h' and a.bucket >= date_trunc('hour', now() - interval '23 hours', 'UTC')
                     or a.grain = 'm' and a.bucket > v_from and a.bucket < date_trunc('hour', now() - interval '23 hours', 'UTC'))
                 order by a.peak_per_minute desc, a.bucket desc
                 limit 1) b
         where s.org_id = p_org_id and s.api_key_id = p_api_key_id;
    end if;
end $$;
