-- Data to measure with: as many organisations and events as the numbers below say, poured in as
-- pulsegate_owner into a migrated database that nobody else uses. Plain SQL, for psql and for JDBC.
--
-- Organisation n (1 is the hot one) has
--     id        be9c0000-0000-4000-8000-00000000000n     (n in 12 hexadecimal digits)
--     people    admin-n@bench.example, password "demo", ADMIN
--     API key   bench-key-n, which is no key in our format: known to everybody, for benches only
-- A session may set a number before it runs this: set bench.orgs = '1000'.
select set_config('bench.orgs', coalesce(nullif(current_setting('bench.orgs', true), ''), '50'), false),
       set_config('bench.logs', coalesce(nullif(current_setting('bench.logs', true), ''), '1000'), false),
       set_config('bench.hot_logs', coalesce(nullif(current_setting('bench.hot_logs', true), ''), '500000'), false),
       -- events are spread over so many days, one in five of them over the last 24 hours
       set_config('bench.days', coalesce(nullif(current_setting('bench.days', true), ''), '89'), false);

-- Counted at the end, once for each organisation, instead of once for each chunk. The lock that
-- this takes keeps everybody else from writing uncounted.
alter table integration_logs disable trigger outcomes_counted;
alter table integration_logs disable trigger incidents_tracked;

do $$
declare
    v_orgs     constant integer := current_setting('bench.orgs')::integer;
    v_hot_logs constant integer := current_setting('bench.hot_logs')::integer;
    v_days     constant integer := current_setting('bench.days')::integer;
    v_chunk    constant integer := 100000;
    v_org      uuid;
    v_logs     integer;
begin
    for n in 1..v_orgs loop
        v_org := ('be9c0000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid;
        v_logs := case when n = 1 then v_hot_logs else current_setting('bench.logs')::integer end;
        perform set_config('pulsegate.org_ids', format('{%s}', v_org), true), set_config('pulsegate.role', 'system', true);

        insert into organizations (id, name) values (v_org, 'Bench ' || n);
        with person as (
            insert into users (org_id, email, display_name, password_hash)
            values (v_org, format('admin-%s@bench.example', n), 'Bench admin ' || n, '{bcrypt}$2a$10$QdR3NZ48mHu8M8u0.zGxRuK.3UbvN0kazJMlAHOe6lHy/gUXbk.uW')
            returning id)
        insert into user_access (org_id, user_id, role) select v_org, id, 'ADMIN' from person;

        with key as (
            insert into api_keys (org_id, name, prefix, last4, scopes, rate_limit_per_minute)
            values (v_org, 'Bench', 'bench-ke', right('000' || n, 4), '{dashboard:read,payloads:read,events:write,metrics:read,work:claim}', null)
            returning id)
        insert into api_key_secrets (api_key_id, org_id, secret_hash)
        select id, v_org, sha256(convert_to('bench-key-' || n, 'UTF8')) from key;
        -- the hot one as AC-11 has it: 50 keys and 20 webhooks
        insert into api_keys (org_id, name, prefix, last4, scopes, rate_limit_per_minute, last_used_at)
        select v_org, 'Key ' || k, 'pgk_' || lpad(k::text, 4, '0'), lpad(k::text, 4, '0'), '{events:write}', 60 + k, now() - k * interval '1 minute'
          from generate_series(1, case when n = 1 then 49 else 2 end) k;
        -- every tenth minute of a day, as record_api_key_usage keeps it: by minute and by hour, in sum, and the peak
        insert into api_key_usage (org_id, api_key_id, grain, bucket, requests, errors, peak_per_minute)
        select v_org, k.id, 'm', date_trunc('minute', now()) - m * interval '10 minutes', 1 + m % 20, (m % 50 = 0)::integer, 1 + m % 20
          from api_keys k, generate_series(1, 143) m where k.org_id = v_org;
        insert into api_key_usage (org_id, api_key_id, grain, bucket, requests, errors, peak_per_minute)
        select v_org, u.api_key_id, 'h', date_trunc('hour', u.bucket, 'UTC'), sum(u.requests), sum(u.errors), max(u.requests)
          from api_key_usage u where u.org_id = v_org and u.grain = 'm' group by u.api_key_id, date_trunc('hour', u.bucket, 'UTC');
        insert into api_usage (org_id, grain, bucket, requests, errors)
        select v_org, u.grain, u.bucket, sum(u.requests), sum(u.errors) from api_key_usage u where u.org_id = v_org group by u.grain, u.bucket;
        insert into api_key_peaks (org_id, api_key_id, requests, minute, last_minute)
        select distinct on (u.api_key_id) v_org, u.api_key_id, u.requests, u.bucket, max(u.bucket) over (partition by u.api_key_id)
          from api_key_usage u where u.org_id = v_org and u.grain = 'm' order by u.api_key_id, u.requests desc, u.bucket desc;
        insert into webhooks (org_id, name, url, event_types, consecutive_failures, first_failure_at)
        select v_org, 'Hook ' || w, format('https://hooks.example/%s/%s', n, w), '{order.created}', case when w % 10 = 0 then 3 else 0 end,
               case when w % 10 = 0 then now() - interval '1 hour' end
          from generate_series(1, case when n = 1 then 20 else 3 end) w;
        insert into integration_connections (org_id, integration_type, name, expected_interval)
        select v_org, t, initcap(t), '1 hour' from unnest(array['comarch', 'edi', 'export', 'import']) t;

        for chunk in 0..(v_logs - 1) / v_chunk loop
            insert into integration_logs (org_id, integration_type, event_type, direction, status, message, error_message, error_code, failure_origin,
                                          http_status, duration_ms, attempt_count, retryable, source, business_kind, business_ref, occurred_at)
            select v_org, e.type, e.type || '.event', 'outbound', e.status, format('%s event %s', e.type, e.i),
                   case when e.status = 'error' then 'HTTP 503 Service Unavailable' end, case when e.status = 'error' then 'HTTP_503' end,
                   case when e.status = 'error' then 'remote_5xx' end, case when e.status = 'error' then 503 else 200 end, 20 + e.i % 1500,
                   case when e.status = 'error' then 3 else 1 end, e.status = 'error', 'urn:bench', 'order', (10000000 + e.i)::text, e.at
              from (select i, (array['webhooks', 'webhooks', 'webhooks', 'comarch', 'edi', 'export', 'import', 'api_keys'])[1 + i % 8] as type,
                           case when i % 33 = 0 then 'error' when i % 41 = 0 then 'warning' else 'success' end as status,
                           now() - random() * case when i % 5 = 0 then interval '24 hours' else v_days * interval '1 day' end as at
                      from generate_series(chunk * v_chunk + 1, least((chunk + 1) * v_chunk, v_logs)) i) e;
        end loop;

        -- what failed lately has its bodies, its queues and its runs
        insert into sync_runs (org_id, integration_type, connection_id, entity, state, started_at, finished_at, read_count, written_count)
        select v_org, c.integration_type, c.id, 'orders', 'succeeded', now() - r * interval '1 hour', now() - r * interval '1 hour' + interval '9 seconds', 100, 100
          from integration_connections c, generate_series(1, 48) r where c.org_id = v_org;
        insert into edi_interchanges (org_id, partner, standard, message_type, direction, control_number, sent_at, ack_due_at, ack_status)
        select v_org, 'Partner ' || i % 7, 'X12', '850', 'outbound', lpad(i::text, 9, '0'), now() - i * interval '10 minutes', now() + (240 - i * 10) * interval '1 minute',
               (array['accepted', 'accepted', 'pending', 'rejected'])[1 + i % 4]
          from generate_series(1, 120) i;
        insert into retry_queue (org_id, log_id, integration_type, handler, max_attempts, run_at)
        select l.org_id, l.id, l.integration_type, l.event_type, 5, now() + interval '1 day'
          from integration_logs l where l.org_id = v_org and l.status = 'warning' order by l.occurred_at desc limit 20;
        insert into dead_letter_queue (org_id, log_id, integration_type, handler, reason, attempts, dead_at)
        select l.org_id, l.id, l.integration_type, l.event_type, l.error_message, 5, l.occurred_at
          from integration_logs l
         where l.org_id = v_org and l.status = 'error' and l.occurred_at < now() - interval '24 hours' order by l.occurred_at desc limit 20;

        perform recount_integrations(v_org);
        delete from integration_status_changes where org_id = v_org;
    end loop;
end $$;

alter table integration_logs enable trigger outcomes_counted;
alter table integration_logs enable trigger incidents_tracked;
