-- Adds to one minute of one key, keeps its hour, the sums and the peak in step, and forgets what is
-- too old to be read. Hours are UTC's, whatever the session's time zone.
create or replace function record_api_key_usage(p_org_id uuid, p_api_key_id uuid, p_minute timestamptz, p_requests integer, p_errors integer, p_throttled integer)
returns void language plpgsql as $$
declare
    v_minute  timestamptz := date_trunc('minute', p_minute);
    v_hour    timestamptz := date_trunc('hour', p_minute, 'UTC');
    v_from    timestamptz := now() - interval '24 hours';
    v_total   integer;
    v_peak_at timestamptz;
    -- what reads the last 24 hours reads minutes no older than this; hours are kept 35 days
    v_minutes constant timestamptz := now() - interval '25 hours';
    v_hours   constant timestamptz := now() - interval '35 days';
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

    -- once a minute what nobody reads any more is forgotten, a bounded part of it at a time, so that
    -- a long past does not hold up the present; asked first, since a statement that deletes nothing
    -- would still say that something changed
    if v_total = p_requests and exists (
        select from api_usage x
         where x.org_id = p_org_id and (x.grain = 'm' and x.bucket < v_minutes or x.grain = 'h' and x.bucket < v_hours)
         union all
        select from api_key_usage x
         where x.org_id = p_org_id and (x.grain = 'm' and x.bucket < v_minutes or x.grain = 'h' and x.bucket < v_hours)) then
        delete from api_key_usage u
         using (select x.grain, x.bucket, x.api_key_id from api_key_usage x
                 where x.org_id = p_org_id and (x.grain = 'm' and x.bucket < v_minutes or x.grain = 'h' and x.bucket < v_hours)
                 order by x.grain, x.bucket limit 500) old
         where u.org_id = p_org_id and u.grain = old.grain and u.bucket = old.bucket and u.api_key_id = old.api_key_id;
        delete from api_usage u
         using (select x.grain, x.bucket from api_usage x
                 where x.org_id = p_org_id and (x.grain = 'm' and x.bucket < v_minutes or x.grain = 'h' and x.bucket < v_hours)
                 order by x.grain, x.bucket limit 500) old
         where u.org_id = p_org_id and u.grain = old.grain and u.bucket = old.bucket;
    end if;

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
