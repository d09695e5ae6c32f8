-- The demo organisations, told relative to now(), in one transaction and as pulsegate_owner.
--
--   Acme       the healthy one: Comarch 38 of 40, webhooks 340 of 400 with two of five failing,
--              three API keys, EDI never set up
--   Globex     the troubled one: 5 failed, 3 waiting, 2 dead, Comarch refused, EDI's credential over
--   Northwind  set up but quiet; the demo traffic feeds it
--
-- Everybody's password is "demo". Two temporary tables come from whoever runs this (room embedded):
-- demo_payloads(name, body), the files of payloads/, and demo_keys(org_id, prefix, last4,
-- secret_hash). API requests are told by demo_usage.sql. Numbers that look random are counted.

create function pg_temp.announce(p_org_id uuid) returns void language sql as $$
    select set_config('pulsegate.org_ids', format('{%s}', p_org_id), true), set_config('pulsegate.role', 'system', true)
$$;

create function pg_temp.organisation(p_org_id uuid, p_name text, p_timezone text) returns void language sql as $$
    insert into organizations (id, name, timezone, locale, demo_anchored_at, created_at)
    values (p_org_id, p_name, p_timezone, 'en', now(), now() - interval '200 days')
$$;

create function pg_temp.person(p_org_id uuid, p_email text, p_name text, p_role text) returns void language sql as $$
    with person as (
        insert into users (org_id, email, display_name, password_hash, created_at)
        values (p_org_id, p_email, p_name, '{bcrypt}$2a$10$QdR3NZ48mHu8M8u0.zGxRuK.3UbvN0kazJMlAHOe6lHy/gUXbk.uW', now() - interval '200 days')
        returning id)
    insert into user_access (org_id, user_id, role) select p_org_id, id, p_role from person
$$;

-- the random key of demo_keys
create function pg_temp.demo_key(p_org_id uuid) returns void language sql as $$
    with key as (
        insert into api_keys (org_id, name, prefix, last4, scopes, rate_limit_per_minute, last_used_at, created_at)
        select p_org_id, 'Demo key', d.prefix, d.last4, '{dashboard:read,payloads:read,events:write,metrics:read,work:claim}',
               600, now() - interval '1 hour', now() - interval '30 days'
          from demo_keys d
         where d.org_id = p_org_id
        returning id)
    insert into api_key_secrets (api_key_id, org_id, secret_hash)
    select key.id, p_org_id, d.secret_hash from key, demo_keys d where d.org_id = p_org_id
$$;

-- a key whose secret nobody has
create function pg_temp.key(p_org_id uuid, p_name text, p_last4 text, p_scopes text[], p_limit integer, p_revoked_at timestamptz)
returns void language sql as $$
    insert into api_keys (org_id, name, prefix, last4, scopes, rate_limit_per_minute, revoked_at, last_used_at, created_at)
    values (p_org_id, p_name, 'pgk_' || initcap(p_last4), p_last4, p_scopes, p_limit, p_revoked_at,
            coalesce(p_revoked_at - interval '1 hour', now() - interval '25 minutes'), now() - interval '180 days')
$$;

-- a file of payloads/ without the head that a recorded HTTP answer has
create function pg_temp.body(p_name text) returns text language sql as $$
    select case when name like '%.http' then substr(body, position(E'\r\n\r\n' in body) + 4) else body end
      from demo_payloads where name = p_name
$$;

create function pg_temp.content_type(p_name text) returns text language sql immutable as $$
    select case when p_name like '%.problem.json' then 'application/problem+json'
                when p_name like '%.json' then 'application/json'
                when p_name like '%.xml' then 'application/xml'
                when p_name like '%x12%' then 'application/edi-x12'
                when p_name like '%edifact%' then 'application/edifact'
                else 'text/html' end
$$;

-- what was sent and what came back (null: no answer)
create function pg_temp.payload(p_org_id uuid, p_request text, p_answer text, p_status integer, p_at timestamptz)
returns uuid language sql as $$
    insert into event_payloads (org_id, request_headers, request_body, response_headers, response_body, content_type, redaction_version, stored_at)
    values (p_org_id,
            jsonb_build_object('content-type', pg_temp.content_type(p_request), 'user-agent', 'Pulsegate/0.1'),
            pg_temp.body(p_request),
            case when p_status is not null then jsonb_build_object('status', p_status, 'content-type', pg_temp.content_type(coalesce(p_answer, ''))) end,
            pg_temp.body(p_answer), pg_temp.content_type(p_request), 1, p_at)
    returning id
$$;

-- the history that the story needs, in place of what telling it has just written
create function pg_temp.history(p_org_id uuid, p_type text, p_from text, p_to text, p_rule text, p_at timestamptz)
returns void language sql as $$
    insert into integration_status_changes (org_id, integration_type, from_status, from_level, to_status, to_level, rule, at)
    values (p_org_id, p_type, split_part(p_from, '/', 1), split_part(p_from, '/', 2), split_part(p_to, '/', 1), split_part(p_to, '/', 2), p_rule, p_at)
$$;

-- ---------------------------------------------------------------------------------------- Acme

select pg_temp.announce('ac3e0000-0000-4000-8000-000000000001');
select pg_temp.organisation('ac3e0000-0000-4000-8000-000000000001', 'Acme', 'Europe/Warsaw');
select pg_temp.person('ac3e0000-0000-4000-8000-000000000001', 'admin@acme.example', 'Ada Admin', 'ADMIN');
select pg_temp.person('ac3e0000-0000-4000-8000-000000000001', 'it@acme.example', 'Ida Tech', 'IT_MANAGER');
select pg_temp.person('ac3e0000-0000-4000-8000-000000000001', 'user@acme.example', 'Uwe User', 'USER');
select pg_temp.person('ac3e0000-0000-4000-8000-000000000001', 'viewer@acme.example', 'Vera Viewer', 'VIEWER');

select pg_temp.demo_key('ac3e0000-0000-4000-8000-000000000001');
select pg_temp.key('ac3e0000-0000-4000-8000-000000000001', 'Storefront', 'a7Fq', '{dashboard:read,events:write}', 100, null);
select pg_temp.key('ac3e0000-0000-4000-8000-000000000001', 'Warehouse scanners', 'Zk31', '{events:write}', 60, null);
select pg_temp.key('ac3e0000-0000-4000-8000-000000000001', 'Old ERP bridge', 'mX09', '{events:write}', 60, now() - interval '40 days');

insert into integration_connections (id, org_id, integration_type, name, config, credential_expires_at, expected_interval, probe_url, last_probe_at, last_probe_ok, last_probe_message, created_at, updated_at)
values ('ac3e0000-0000-4000-8000-0000000000c1', 'ac3e0000-0000-4000-8000-000000000001', 'comarch', 'Comarch Optima',
        '{"company": "ACME_PL", "entities": ["orders", "stock", "invoices", "customers"]}',
        now() + interval '60 days', '4 hours', 'https://optima.acme.example/api/ping', now() - interval '10 minutes', true, 'HTTP 200 in 84 ms',
        now() - interval '200 days', now() - interval '30 days');

insert into webhooks (id, org_id, name, url, event_types, consecutive_failures, first_failure_at, created_at, updated_at)
select ('ac3e0000-0000-4000-8000-00000000000' || w.n)::uuid, 'ac3e0000-0000-4000-8000-000000000001', w.name, w.url, array[w.event_type],
       w.failures, w.failing_since, now() - interval '120 days', now() - interval '120 days'
  from (values (1, 'Storefront orders', 'https://example.com/webhooks/orders', 'order.created', 0, null),
               (2, 'Warehouse', 'https://warehouse.example.com/hooks/stock', 'fulfillment.updated', 0, null),
               (3, 'Accounting', 'https://books.example.net/api/payments', 'payment.succeeded', 0, null),
               (4, 'Courier', 'https://example.com/webhooks/courier', 'order.created', 36, now() - interval '508 minutes'),
               (5, 'Newsletter', 'https://crm.example.org/hooks/customers', 'customer.updated', 24, now() - interval '372 minutes'))
       w (n, name, url, event_type, failures, failing_since);

-- 40 syncs, the last one 2 hours ago, numbers 9 and 23 (from the end) failed; before them, nine calm days
create temporary table acme_syncs on commit drop as
select n, uuidv7() as log_id, now() - interval '2 hours' - n * interval '25 minutes' as at, n in (9, 23) as failed,
       (array['orders', 'stock', 'invoices', 'customers'])[1 + n % 4] as entity, 40 + n * 37 % 190 as items
  from generate_series(0, 39) n
union all
select 100 + n, uuidv7(), now() - interval '26 hours' - n * interval '4 hours', false,
       (array['orders', 'stock', 'invoices', 'customers'])[1 + n % 4], 40 + n * 53 % 190
  from generate_series(0, 53) n;

insert into integration_logs (id, org_id, integration_type, connection_id, event_type, direction, status, message, error_message, error_code,
                              failure_origin, http_status, duration_ms, retryable, source, business_kind, business_ref, payload_id, occurred_at, recorded_at)
select s.log_id, 'ac3e0000-0000-4000-8000-000000000001', 'comarch', 'ac3e0000-0000-4000-8000-0000000000c1', 'comarch.sync', 'outbound',
       case when s.failed then 'error' else 'success' end,
       case when s.failed then format('Comarch sync of %s failed', s.entity) else format('Comarch sync of %s: %s of %2$s written', s.entity, s.items) end,
       case when s.failed then 'Comarch Optima answered 503 Service Temporarily Unavailable' end,
       case when s.failed then 'HTTP_503' end, case when s.failed then 'remote_5xx' end,
       case when s.failed then 503 else 200 end, 900 + s.n * 131 % 2300, s.failed,
       'urn:pulsegate:comarch', 'sync', (40210000 + s.n * 7)::text,
       case when s.failed then pg_temp.payload('ac3e0000-0000-4000-8000-000000000001', 'comarch-document-order.xml', 'nginx-503-service-temporarily-unavailable.http', 503, s.at)
            when s.n < 4 then pg_temp.payload('ac3e0000-0000-4000-8000-000000000001', 'comarch-document-order.xml', null, 200, s.at) end,
       s.at, s.at
  from acme_syncs s;

insert into sync_runs (org_id, integration_type, connection_id, entity, state, started_at, finished_at, read_count, written_count, failed_count, log_id)
select 'ac3e0000-0000-4000-8000-000000000001', 'comarch', 'ac3e0000-0000-4000-8000-0000000000c1', entity,
       case when failed then 'failed' else 'succeeded' end, at - interval '3 seconds', at,
       items, case when failed then 0 else items end, case when failed then items else 0 end, log_id
  from acme_syncs;

-- 400 deliveries, webhook after webhook; the Courier's last 36 and the Newsletter's last 24 failed
create temporary table acme_deliveries on commit drop as
select n, uuidv7() as id, uuidv7() as log_id, now() - offset_minutes * interval '1 minute' as at, 1 + n % 5 as webhook,
       n % 5 = 3 and n < 180 or n % 5 = 4 and n < 120 as failed
  from (select n, case when n < 12 then 3 + n * 11 else 124 + (n - 11) * 2.3 end::numeric as offset_minutes
          from generate_series(0, 399) n) o
union all
select 1000 + n, uuidv7(), uuidv7(), now() - interval '25 hours' - n * interval '70 minutes', 1 + n % 5, false
  from generate_series(0, 149) n;

create temporary table acme_outcomes on commit drop as
select d.*, w.url, w.event_types[1] as event_type,
       case when d.webhook = 5 then 'HTTP 502 Proxy Error' else 'Connection timeout after 30s' end as error,
       case when d.failed or d.n < 40 then
            pg_temp.payload('ac3e0000-0000-4000-8000-000000000001',
                            (array['shopify-order.json', 'shopify-fulfillment.json', 'stripe-payment_intent.succeeded.json', 'woocommerce-order.json', 'shopify-customer.json'])[d.webhook],
                            case when d.failed then case when d.webhook = 5 then 'httpd-502-proxy-error-after-timeout.http' else 'nginx-504-gateway-time-out.http' end end,
                            case when not d.failed then 200 when d.webhook = 5 then 502 else 504 end, d.at) end as payload_id
  from acme_deliveries d
  join webhooks w on w.id = ('ac3e0000-0000-4000-8000-00000000000' || d.webhook)::uuid;

insert into webhook_deliveries (id, org_id, webhook_id, message_id, event_type, status, attempt_count, created_at, final_at)
select o.id, 'ac3e0000-0000-4000-8000-000000000001', ('ac3e0000-0000-4000-8000-00000000000' || o.webhook)::uuid, uuidv7(), o.event_type,
       case when o.failed then 'dead' else 'delivered' end, case when o.failed then 3 else 1 end,
       o.at - case when o.failed then interval '336 seconds' else interval '1 second' end, o.at
  from acme_outcomes o;

insert into webhook_delivery_attempts (org_id, delivery_id, attempt_number, trigger, url, response_status, error, duration_ms, payload_id, started_at)
select 'ac3e0000-0000-4000-8000-000000000001', o.id, t.attempt, 'automatic', o.url,
       case when not o.failed then 200 when o.webhook = 5 then 502 else 504 end, case when o.failed then o.error end,
       case when not o.failed then 80 + o.n * 29 % 700 when o.webhook = 5 then 2100 + o.n * 17 % 900 else 30000 end,
       case when t.last then o.payload_id end, o.at - t.earlier
  from acme_outcomes o
  join (values (true, 1, false, interval '336 seconds'), (true, 2, false, interval '300 seconds'), (true, 3, true, interval '30 seconds'),
               (false, 1, true, interval '1 second')) t (failed, attempt, last, earlier) on t.failed = o.failed
 where o.at > now() - interval '25 days';

insert into integration_logs (id, org_id, integration_type, webhook_id, delivery_id, event_type, direction, status, message, error_message, error_code,
                              failure_origin, http_status, duration_ms, attempt_count, retryable, source, business_kind, business_ref, payload_id, occurred_at, recorded_at)
select o.log_id, 'ac3e0000-0000-4000-8000-000000000001', 'webhooks', ('ac3e0000-0000-4000-8000-00000000000' || o.webhook)::uuid, o.id,
       'webhook.delivery', 'outbound', case when o.failed then 'error' else 'success' end,
       format('%s webhook to %s', o.event_type, o.url), case when o.failed then o.error end,
       case when o.failed then case when o.webhook = 5 then 'HTTP_502' else 'TIMEOUT' end end,
       case when o.failed then case when o.webhook = 5 then 'remote_5xx' else 'timeout' end end,
       case when not o.failed then 200 when o.webhook = 5 then 502 else 504 end,
       case when not o.failed then 80 + o.n * 29 % 700 when o.webhook = 5 then 2100 + o.n * 17 % 900 else 30000 end,
       case when o.failed then 3 else 1 end, o.failed, 'urn:pulsegate:webhooks',
       case when o.webhook = 3 then 'payment' when o.webhook = 5 then 'customer' else 'order' end, (70480000 + o.n * 13)::text,
       o.payload_id, o.at, o.at
  from acme_outcomes o;

-- the Newsletter's trouble is an old acquaintance; the failures of then are no longer kept
update incidents i
   set reopened = 1, first_seen_at = now() - interval '97 days 3 hours', total_count = i.total_count + 61,
       resolved_at = now() - interval '97 days', resolved_by = 'Ida Tech',
       resolution_note = 'The provider''s proxy was short of memory. Their support raised the limit: ask for the night shift.'
 where i.org_id = 'ac3e0000-0000-4000-8000-000000000001' and i.webhook_id = 'ac3e0000-0000-4000-8000-000000000005';

insert into integration_logs (org_id, integration_type, api_key_id, event_type, direction, status, message, actor_kind, source, occurred_at, recorded_at)
select k.org_id, 'api_keys', k.id, e.event_type, 'internal', 'success', format(e.message, k.name), 'user', 'urn:pulsegate:keys', e.at, e.at
  from api_keys k
  join (values ('Storefront', 'api_key.updated', 'API key "%s": limit raised to 100 requests a minute', now() - interval '40 minutes'),
               ('Warehouse scanners', 'api_key.used', 'API key "%s" used from a new network', now() - interval '95 minutes'),
               ('Old ERP bridge', 'api_key.revoked', 'API key "%s" revoked', now() - interval '40 days')) e (name, event_type, message, at)
    on e.name = k.name
 where k.org_id = 'ac3e0000-0000-4000-8000-000000000001';

select refresh_integration_health('ac3e0000-0000-4000-8000-000000000001', null);
delete from integration_status_changes where org_id = 'ac3e0000-0000-4000-8000-000000000001';
select pg_temp.history('ac3e0000-0000-4000-8000-000000000001', 'comarch', 'connected/ok', 'error/critical', 'last_run_failed', now() - interval '345 minutes'),
       pg_temp.history('ac3e0000-0000-4000-8000-000000000001', 'comarch', 'error/critical', 'connected/ok', 'healthy', now() - interval '320 minutes'),
       pg_temp.history('ac3e0000-0000-4000-8000-000000000001', 'webhooks', 'connected/ok', 'connected/warning', 'endpoints_failing', now() - interval '508 minutes');

-- -------------------------------------------------------------------------------------- Globex

select pg_temp.announce('610be000-0000-4000-8000-000000000002');
select pg_temp.organisation('610be000-0000-4000-8000-000000000002', 'Globex', 'Europe/Berlin');
select pg_temp.person('610be000-0000-4000-8000-000000000002', 'admin@globex.example', 'Gloria Admin', 'ADMIN');
select pg_temp.demo_key('610be000-0000-4000-8000-000000000002');

insert into integration_connections (id, org_id, integration_type, name, credential_expires_at, expected_interval, last_probe_at, last_probe_ok, last_probe_message, created_at, updated_at)
select ('610be000-0000-4000-8000-0000000000c' || c.n)::uuid, '610be000-0000-4000-8000-000000000002', c.type, c.name, c.ends, c.every,
       c.probed, c.probed_ok, c.probe, now() - interval '150 days', now() - interval '20 days'
  from (values (1, 'comarch', 'Comarch Optima', null::timestamptz, interval '1 hour', now() - interval '4 minutes', false, 'HTTP 401: Invalid API credentials'),
               (2, 'edi', 'EDI hub', now() - interval '2 days', interval '6 hours', null, null, null),
               (3, 'export', 'KSeF invoices', null, interval '12 hours', now() - interval '30 minutes', true, 'HTTP 200 in 212 ms'),
               (4, 'import', 'Price lists', null, interval '12 hours', null, null, null)) c (n, type, name, ends, every, probed, probed_ok, probe);

insert into webhooks (id, org_id, name, url, event_types, created_at, updated_at)
select ('610be000-0000-4000-8000-00000000000' || w.n)::uuid, '610be000-0000-4000-8000-000000000002', w.name, w.url, array[w.event_type],
       now() - interval '90 days', now() - interval '90 days'
  from (values (1, 'Shop', 'https://example.com/globex/orders', 'order.created'),
               (2, 'Payments', 'https://pay.example.net/hooks', 'charge.failed')) w (n, name, url, event_type);

-- runs: Comarch refused 5 minutes ago, one export and one import failed and then succeeded; EDI ended 2 days ago
create temporary table globex_runs on commit drop as
select r.*, uuidv7() as log_id, ('610be000-0000-4000-8000-0000000000c' || r.c)::uuid as connection_id
  from (select 1 as c, 'comarch' as type, 'orders' as entity, now() - interval '5 minutes' - n * interval '1 hour' as at, n = 0 as failed, 60 + n * 41 % 90 as items
          from generate_series(0, 11) n
        union all
        select 2, 'edi', 'interchanges', now() - interval '52 hours' - n * interval '6 hours', false, 4 + n * 3 % 9 from generate_series(0, 11) n
        union all
        select 3, 'export', 'invoices', now() - interval '3 hours' - n * interval '5 hours', n = 1, 20 + n * 7 % 30 from generate_series(0, 3) n
        union all
        select 4, 'import', 'prices', now() - interval '7 hours' - n * interval '6 hours', n = 1, 800 + n * 7 from generate_series(0, 2) n) r;

insert into integration_logs (id, org_id, integration_type, connection_id, event_type, direction, status, message, error_message, error_code,
                              failure_origin, http_status, duration_ms, retryable, source, business_kind, business_ref, payload_id, occurred_at, recorded_at)
select r.log_id, '610be000-0000-4000-8000-000000000002', r.type, r.connection_id, r.type || case when r.type = 'edi' then '.interchange' else '.sync' end,
       case when r.type = 'import' then 'inbound' else 'outbound' end, case when r.failed then 'error' else 'success' end,
       case when r.failed then format('%s of %s failed', initcap(r.type), r.entity) else format('%s of %s: %s of %3$s written', initcap(r.type), r.entity, r.items) end,
       case when r.failed then case r.type when 'comarch' then 'Invalid API credentials'
                                           when 'export' then 'KSeF refused 1 invoice: 440 Duplikat faktury'
                                           else 'Line 214: price is not a number' end end,
       case when r.failed then case r.type when 'comarch' then 'HTTP_401' when 'export' then 'KSEF_440' else 'BAD_LINE' end end,
       case when r.failed then case r.type when 'comarch' then 'auth' else 'data' end end,
       case when r.failed then case r.type when 'comarch' then 401 when 'export' then 200 end else 200 end,
       700 + r.items * 19 % 2600, r.failed and r.type = 'comarch', 'urn:pulsegate:' || r.type, r.entity, (50330000 + r.items * 11)::text,
       case when r.failed and r.type = 'comarch' then pg_temp.payload('610be000-0000-4000-8000-000000000002', 'comarch-document-order.xml', 'ksef-401-unauthorized.problem.json', 401, r.at)
            when r.failed and r.type = 'export' then pg_temp.payload('610be000-0000-4000-8000-000000000002', 'ksef-invoice.xml', 'ksef-session-invoices-failed.json', 200, r.at)
            when r.type = 'export' then pg_temp.payload('610be000-0000-4000-8000-000000000002', 'ksef-invoice.xml', 'ksef-upo-receipt.xml', 200, r.at)
            when r.type = 'edi' then pg_temp.payload('610be000-0000-4000-8000-000000000002', 'edifact-invoic.edi', null, 200, r.at) end,
       r.at, r.at
  from globex_runs r;

insert into sync_runs (org_id, integration_type, connection_id, entity, state, started_at, finished_at, read_count, written_count, failed_count, log_id)
select '610be000-0000-4000-8000-000000000002', type, connection_id, entity, case when failed then 'failed' else 'succeeded' end,
       at - interval '4 seconds', at, items, case when failed then 0 else items end, case when failed then items else 0 end, log_id
  from globex_runs;

-- deliveries: 40 arrived, 2 failed in the end (both endpoints answer again), 2 wait for their next attempt (warnings, not outcomes), 2 died days ago
create temporary table globex_deliveries on commit drop as
select d.*, uuidv7() as id, uuidv7() as log_id, w.url, w.event_types[1] as event_type
  from (select n, 1 + n % 2 as webhook, now() - interval '10 minutes' - n * interval '27 minutes' as at,
               case when n in (6, 13) then 'dead' when n in (3, 8) then 'retrying' else 'delivered' end as status
          from generate_series(0, 43) n
        union all
        select 100 + n, 1 + n % 2, now() - n * interval '50 hours', 'dead' from generate_series(1, 2) n) d
  join webhooks w on w.id = ('610be000-0000-4000-8000-00000000000' || d.webhook)::uuid;

insert into webhook_deliveries (id, org_id, webhook_id, message_id, event_type, status, attempt_count, next_attempt_at, created_at, final_at)
select id, '610be000-0000-4000-8000-000000000002', ('610be000-0000-4000-8000-00000000000' || webhook)::uuid, uuidv7(), event_type, status,
       case status when 'delivered' then 1 when 'retrying' then 2 else 5 end,
       case when status = 'retrying' then now() + (20 + n) * interval '1 hour' end,
       at - interval '5 seconds', case when status <> 'retrying' then at end
  from globex_deliveries;

insert into integration_logs (id, org_id, integration_type, webhook_id, delivery_id, event_type, direction, status, message, error_message, error_code,
                              failure_origin, http_status, duration_ms, attempt_count, retryable, source, business_kind, business_ref, payload_id, occurred_at, recorded_at)
select d.log_id, '610be000-0000-4000-8000-000000000002', 'webhooks', ('610be000-0000-4000-8000-00000000000' || d.webhook)::uuid, d.id,
       'webhook.delivery', 'outbound', case d.status when 'delivered' then 'success' when 'retrying' then 'warning' else 'error' end,
       format('%s webhook to %s', d.event_type, d.url) || case when d.status = 'retrying' then ' will be tried again' else '' end,
       case when d.status <> 'delivered' then 'HTTP 503 Service Temporarily Unavailable' end, case when d.status <> 'delivered' then 'HTTP_503' end,
       case when d.status <> 'delivered' then 'remote_5xx' end, case when d.status = 'delivered' then 200 else 503 end, 90 + d.n * 31 % 600,
       case d.status when 'delivered' then 1 when 'retrying' then 2 else 5 end, d.status <> 'delivered', 'urn:pulsegate:webhooks',
       case when d.webhook = 1 then 'order' else 'payment' end, (61750000 + d.n * 17)::text,
       pg_temp.payload('610be000-0000-4000-8000-000000000002', case when d.webhook = 1 then 'shopify-refund.json' else 'stripe-charge.failed.json' end,
                       case when d.status <> 'delivered' then 'nginx-503-service-temporarily-unavailable.http' end,
                       case when d.status = 'delivered' then 200 else 503 end, d.at),
       d.at, d.at
  from globex_deliveries d;

-- the third that waits: an export
insert into integration_logs (id, org_id, integration_type, connection_id, event_type, direction, status, message, error_message, error_code,
                              failure_origin, http_status, duration_ms, attempt_count, retryable, source, business_kind, business_ref, payload_id, occurred_at, recorded_at)
values ('610be000-0000-4000-8000-0000000000e1', '610be000-0000-4000-8000-000000000002', 'export', '610be000-0000-4000-8000-0000000000c3', 'export.sync', 'outbound', 'warning',
        'Export of invoices will be tried again', 'Sender Timeout', 'SOAP_TIMEOUT', 'timeout', 500, 30000, 1, true, 'urn:pulsegate:export', 'invoices', '50339921',
        pg_temp.payload('610be000-0000-4000-8000-000000000002', 'ksef-invoice.xml', 'soap-fault12.xml', 500, now() - interval '4 hours'),
        now() - interval '4 hours', now() - interval '4 hours');

insert into retry_queue (org_id, log_id, integration_type, handler, payload_id, attempt, max_attempts, run_at, last_error, created_at)
select l.org_id, l.id, l.integration_type, l.event_type, l.payload_id, l.attempt_count, 5, now() + (20 + row_number() over (order by l.occurred_at)) * interval '1 hour',
       l.error_message, l.occurred_at
  from integration_logs l
 where l.org_id = '610be000-0000-4000-8000-000000000002' and l.status = 'warning';

insert into dead_letter_queue (org_id, log_id, integration_type, handler, payload_id, reason, attempts, dead_at)
select l.org_id, l.id, l.integration_type, l.event_type, l.payload_id, format('%s after %s attempts', l.error_message, l.attempt_count), l.attempt_count, l.occurred_at
  from integration_logs l
 where l.org_id = '610be000-0000-4000-8000-000000000002' and l.status = 'error' and l.occurred_at < now() - interval '24 hours';

insert into edi_interchanges (org_id, partner, standard, message_type, direction, control_number, sent_at, ack_status, acknowledged_at, business_ref, log_id)
select '610be000-0000-4000-8000-000000000002', (array['Initech', 'Umbrella', 'Hooli'])[1 + items % 3], 'EDIFACT', 'INVOIC', 'outbound',
       lpad((88100 + row_number() over (order by at))::text, 9, '0'), at, 'accepted', at + interval '9 minutes', (50330000 + items * 11)::text, log_id
  from globex_runs where type = 'edi';

select refresh_integration_health('610be000-0000-4000-8000-000000000002', null);
delete from integration_status_changes where org_id = '610be000-0000-4000-8000-000000000002';
select pg_temp.history('610be000-0000-4000-8000-000000000002', 'comarch', 'connected/ok', 'error/critical', 'last_run_failed', now() - interval '5 minutes'),
       pg_temp.history('610be000-0000-4000-8000-000000000002', 'edi', 'connected/ok', 'disconnected/critical', 'credential_expired', now() - interval '2 days');

-- ----------------------------------------------------------------------------------- Northwind

select pg_temp.announce('40e70000-0000-4000-8000-000000000003');
select pg_temp.organisation('40e70000-0000-4000-8000-000000000003', 'Northwind', 'America/New_York');
select pg_temp.person('40e70000-0000-4000-8000-000000000003', 'admin@northwind.example', 'Nora Admin', 'ADMIN');
select pg_temp.demo_key('40e70000-0000-4000-8000-000000000003');

insert into integration_connections (id, org_id, integration_type, name, expected_interval, created_at, updated_at)
select ('40e70000-0000-4000-8000-0000000000c' || c.n)::uuid, '40e70000-0000-4000-8000-000000000003', c.type, c.name, c.every, now() - interval '60 days', now() - interval '60 days'
  from (values (1, 'comarch', 'Comarch Optima', interval '12 hours'), (2, 'edi', 'X12 partners', interval '12 hours'),
               (3, 'export', 'Ledger export', interval '1 day'), (4, 'import', 'Catalogue import', interval '1 day')) c (n, type, name, every);

insert into webhooks (id, org_id, name, url, event_types, created_at, updated_at)
select ('40e70000-0000-4000-8000-00000000000' || w.n)::uuid, '40e70000-0000-4000-8000-000000000003', w.name, w.url, array[w.event_type], now() - interval '60 days', now() - interval '60 days'
  from (values (1, 'Payouts', 'https://example.com/northwind/payouts', 'payout.paid'), (2, 'Repositories', 'https://ci.example.org/hooks', 'push')) w (n, name, url, event_type);

create temporary table northwind_events on commit drop as
select e.*, uuidv7() as log_id, now() - e.minutes * interval '1 minute' as at
  from (values ('comarch', 'comarch.sync', 1, 90, 'success', 'Comarch sync of orders: 42 of 42 written', null, 'comarch-document-order.xml', null, 'sync', '30118801'),
               ('edi', 'edi.interchange', 2, 25, 'success', '850 purchase order sent to Contoso', null, 'x12-850-order.edi', null, 'order', '30118802'),
               ('edi', 'edi.interchange', 2, 100, 'success', '850 purchase order sent to Fabrikam', null, 'x12-850-order.edi', 'x12-855-acknowledgment.edi', 'order', '30118803'),
               ('edi', 'edi.interchange', 2, 260, 'warning', '999 from Tailspin: accepted in part', '1 of 2 transaction sets refused', 'x12-850-order.edi', 'x12-999-partially-accepted.edi', 'order', '30118804'),
               ('edi', 'edi.interchange', 2, 300, 'error', '997 from Contoso: rejected', 'Segment NM1, element 8: invalid value', 'x12-850-order.edi', 'x12-997-rejected.edi', 'order', '30118805'),
               ('edi', 'edi.interchange', 2, 420, 'success', 'ORDRSP received from Wingtip', null, 'edifact-ordrsp.edi', null, 'order', '30118806'),
               ('export', 'export.sync', 3, 380, 'success', 'Export of invoices: 17 of 17 written', null, 'ksef-invoice.xml', 'ksef-upo-receipt.xml', 'invoices', '30118807'),
               ('import', 'import.sync', 4, 500, 'success', 'Import of the catalogue: 1,204 items', null, null, null, 'catalogue', '30118808'),
               ('webhooks', 'webhook.delivery', null, 45, 'success', 'payout.paid webhook to https://example.com/northwind/payouts', null, 'stripe-payout.paid.json', null, 'payout', '30118809'),
               ('webhooks', 'webhook.delivery', null, 130, 'success', 'push webhook to https://ci.example.org/hooks', null, 'github-push.json', null, 'push', '30118810'),
               ('webhooks', 'webhook.delivery', null, 190, 'success', 'label.deleted webhook to https://ci.example.org/hooks', null, 'github-label.deleted.json', null, 'label', '30118811'))
       e (type, event_type, connection, minutes, status, message, error, request, answer, business_kind, business_ref);

insert into integration_logs (id, org_id, integration_type, connection_id, webhook_id, event_type, direction, status, message, error_message, error_code, failure_origin,
                              http_status, duration_ms, source, business_kind, business_ref, payload_id, occurred_at, recorded_at)
select e.log_id, '40e70000-0000-4000-8000-000000000003', e.type, ('40e70000-0000-4000-8000-0000000000c' || e.connection)::uuid,
       case when e.type = 'webhooks' then ('40e70000-0000-4000-8000-00000000000' || case when e.minutes = 45 then 1 else 2 end)::uuid end,
       e.event_type, case when e.message like '%received%' or e.type = 'import' then 'inbound' else 'outbound' end, e.status, e.message, e.error,
       case when e.status = 'error' then 'EDI_REJECTED' end, case when e.error is not null then 'data' end, 200, 120 + e.minutes * 7 % 1900,
       'urn:pulsegate:' || e.type, e.business_kind, e.business_ref,
       case when e.request is not null then pg_temp.payload('40e70000-0000-4000-8000-000000000003', e.request, e.answer, 200, e.at) end, e.at, e.at
  from northwind_events e;

insert into sync_runs (org_id, integration_type, connection_id, entity, state, started_at, finished_at, read_count, written_count, failed_count, log_id)
select '40e70000-0000-4000-8000-000000000003', type, ('40e70000-0000-4000-8000-0000000000c' || connection)::uuid, business_kind, 'succeeded',
       at - interval '5 seconds', at, 42, 42, 0, log_id
  from northwind_events where type in ('comarch', 'export', 'import');

-- one acknowledgement in time, one late, one of each answer
insert into edi_interchanges (org_id, partner, standard, message_type, direction, control_number, sent_at, ack_due_at, ack_status, acknowledged_at, business_ref, log_id)
select '40e70000-0000-4000-8000-000000000003', i.partner, i.standard, i.message_type, i.direction, i.control_number, e.at, e.at + i.due, i.ack_status, e.at + i.acknowledged, i.business_ref, e.log_id
  from (values ('Contoso', 'X12', '850', 'outbound', '000003438', '30118802', 'pending', interval '4 hours', null::interval),
               ('Fabrikam', 'X12', '850', 'outbound', '000003437', '30118803', 'accepted', interval '4 hours', interval '11 minutes'),
               ('Tailspin', 'X12', '850', 'outbound', '000003436', '30118804', 'accepted_with_errors', interval '4 hours', interval '16 minutes'),
               ('Contoso', 'X12', '850', 'outbound', '000003435', '30118805', 'rejected', interval '4 hours', interval '7 minutes'),
               ('Fabrikam', 'X12', '850', 'outbound', '000003434', '30118805', 'pending', interval '4 hours', null),
               ('Wingtip', 'EDIFACT', 'ORDRSP', 'inbound', '000000771', '30118806', 'none', null, null))
       i (partner, standard, message_type, direction, control_number, business_ref, ack_status, due, acknowledged)
  join northwind_events e on e.business_ref = i.business_ref;

select refresh_integration_health('40e70000-0000-4000-8000-000000000003', null);
delete from integration_status_changes where org_id = '40e70000-0000-4000-8000-000000000003';
