-- What the gateway asks and sends because somebody configured it. All of it runs as its caller, who
-- has announced the organisation alone, and begins with the same lock as every other writer.

-- Takes probes for this node: of one connection (p_id), or of those whose turn it is. A lease that
-- is not given back in time is the next node's.
create or replace function lease_probes(p_id uuid, p_limit integer, p_lease interval)
returns table (id uuid, integration_type text, probe_url text, leased_until timestamptz) language plpgsql as $$
#variable_conflict use_column
declare
    v_org constant uuid := pulsegate_org_id();
begin
    perform from org_versions where org_id = v_org for no key update;
    return query
    with turn as (
        select c.id
          from integration_connections c
         where c.org_id = v_org and c.probe_url is not null
           and (c.id = p_id or p_id is null and c.next_probe_at <= now())
           and (c.probe_leased_until is null or c.probe_leased_until <= now())
         order by c.next_probe_at
         limit p_limit
           for update skip locked)
    update integration_connections c set probe_leased_until = now() + p_lease
      from turn t
     where c.org_id = v_org and c.id = t.id
    returning c.id, c.integration_type, c.probe_url, c.probe_leased_until;
end $$;
grant execute on function lease_probes to pulsegate_app;

-- Writes down what came of a probe; false when the lease is another's by now. The log hears of a
-- failure when it begins, and of its end unless something else has happened since: a probe is no
-- run, so it neither adds one to each day's count nor hides that the last one failed.
create or replace function finish_probe(
    p_id uuid, p_leased_until timestamptz, p_ok boolean, p_message text, p_error_code text, p_failure_origin text,
    p_http_status integer, p_duration_ms integer)
returns boolean language plpgsql as $$
declare
    v_org   constant uuid := pulsegate_org_id();
    v_asked integration_connections;
    v_error integration_logs;
    v_event uuid;
begin
    perform from org_versions where org_id = v_org for no key update;
    update integration_connections c
       set probe_leased_until = null, last_probe_at = now(), last_probe_ok = p_ok, last_probe_message = p_message,
           next_probe_at = case when c.enabled then now() + c.probe_interval end
     where c.org_id = v_org and c.id = p_id and c.probe_url is not null and c.probe_leased_until = p_leased_until
    returning c.* into v_asked;
    if not found then
        return false;
    end if;
    if not v_asked.enabled or p_ok = (v_asked.probe_error_id is null) then
        return true;
    end if;

    select * into v_error from integration_logs l where l.org_id = v_org and l.id = v_asked.probe_error_id;
    if not p_ok or not exists (select from integration_logs l
                                where l.org_id = v_org and l.integration_type = v_asked.integration_type and l.connection_id = p_id
                                  and (l.occurred_at, l.id) > (v_error.occurred_at, v_error.id)) then
        insert into integration_logs (org_id, integration_type, connection_id, event_type, direction, status, message, error_message,
                                      error_code, failure_origin, http_status, duration_ms, source, actor_kind, occurred_at)
        values (v_org, v_asked.integration_type, p_id, v_asked.integration_type || '.probe', 'outbound',
                case when p_ok then 'success' else 'error' end,
                case when p_ok then 'Probe of ' || v_asked.name || ' answers again' else 'Probe of ' || v_asked.name || ' failed' end,
                case when not p_ok then p_message end, p_error_code, p_failure_origin, p_http_status, p_duration_ms,
                'urn:pulsegate:probes', 'system', now())
        returning id into v_event;
    end if;
    update integration_connections c set probe_error_id = case when not p_ok then v_event end
     where c.org_id = v_org and c.id = p_id;
    return true;
end $$;
grant execute on function finish_probe to pulsegate_app;

-- A delivery that somebody wants to see arrive: queued like any other, once, with a ticket. Nothing
-- is logged of it before its outcome is, which takes the id that is given out here.
create or replace function request_webhook_test(p_webhook_id uuid, p_key text, p_user_id uuid)
returns table (ticket_id uuid, fresh boolean, obstacle text) language plpgsql as $$
declare
    v_org     constant uuid := pulsegate_org_id();
    v_event   constant uuid := uuidv7();
    v_webhook webhooks;
    v_payload uuid;
    v_work    uuid;
begin
    perform from org_versions where org_id = v_org for no key update;
    select * into v_webhook from webhooks w where w.org_id = v_org and w.id = p_webhook_id;
    if not found then
        return;
    end if;

    select t.id, case when d.id is null then 'KEY_USED' end into ticket_id, obstacle
      from retry_tickets t
      left join webhook_deliveries d on d.org_id = t.org_id and d.webhook_id = p_webhook_id and d.message_id = t.log_id
     where t.org_id = v_org and t.idempotency_key = p_key;
    fresh := not found;
    if not fresh then
        return next;
        return;
    end if;
    if not v_webhook.enabled then
        return query select null::uuid, false, 'WEBHOOK_DISABLED';
        return;
    end if;

    insert into event_payloads (org_id, content_type, request_body, redaction_version)
    values (v_org, 'application/json',
            json_build_object('type', 'webhook.test', 'timestamp', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                              'data', json_build_object('webhook', v_webhook.name, 'message', 'Somebody pressed "Send test".'))::text, 1)
    returning id into v_payload;
    insert into webhook_deliveries (org_id, webhook_id, message_id, event_type, status, next_attempt_at)
    values (v_org, p_webhook_id, v_event, 'webhook.test', 'pending', now());
    insert into retry_queue (org_id, log_id, integration_type, handler, payload_id, max_attempts, run_at, webhook_id, delivery_id, trigger)
    select v_org, v_event, 'webhooks', 'webhook.test', v_payload, 1, now(), p_webhook_id, d.id, 'manual'
      from webhook_deliveries d
     where d.org_id = v_org and d.webhook_id = p_webhook_id and d.message_id = v_event
    returning id into v_work;
    insert into retry_tickets (org_id, idempotency_key, log_id, work_id, state, requested_by)
    values (v_org, p_key, v_event, v_work, 'queued', p_user_id)
    returning id into ticket_id;
    obstacle := null;
    return next;
end $$;
grant execute on function request_webhook_test to pulsegate_app;
