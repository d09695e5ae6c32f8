-- What belongs to the given events of the one announced organisation, one row an event: its
-- webhook, key, connection, waiting retry, bodies, attempts and later outcomes. The links come
-- from the events themselves (the log is not read again); null links find nothing. The lists are
-- JSON arrays, first to last. Bodies appear only in a capacity that may see them: row-level
-- security leaves the join empty otherwise.
drop function if exists event_details;
create function event_details(
    p_event_ids uuid[], p_connection_ids uuid[], p_webhook_ids uuid[], p_delivery_ids uuid[], p_api_key_ids uuid[], p_payload_ids uuid[])
returns table (
    org_id uuid, event_id uuid,
    webhook_id uuid, webhook_name text, webhook_url text, webhook_enabled boolean,
    api_key_id uuid, api_key_name text, api_key_last4 text, api_key_active boolean,
    connection_id uuid, connection_name text, connection_enabled boolean,
    retry_run_at timestamptz, retry_attempt smallint, retry_max_attempts smallint, retry_last_error text,
    payload_id uuid, content_type text, request_headers jsonb, request_body text, request_truncated boolean,
    response_headers jsonb, response_body text, response_truncated boolean, redacted_paths text[],
    attempts jsonb, retries jsonb)
language sql stable parallel safe as $$
    select o.org_id, e.event_id,
           w.id, w.name, w.url, w.enabled,
           k.id, k.name, k.last4, k.revoked_at is null and (k.expires_at is null or k.expires_at > now()),
           c.id, c.name, c.enabled,
           q.run_at, q.attempt, q.max_attempts, q.last_error,
           p.id, p.content_type, p.request_headers, p.request_body, p.request_truncated,
           p.response_headers, p.response_body, p.response_truncated, p.redacted_paths,
           (select jsonb_agg(jsonb_build_object('number', a.attempt_number, 'trigger', upper(a.trigger), 'startedAt', a.started_at,
                                                'durationMs', a.duration_ms, 'responseStatus', a.response_status, 'error', a.error)
                             order by a.started_at, a.id)
              from webhook_delivery_attempts a where a.org_id = o.org_id and a.delivery_id = e.delivery_id),
           (select jsonb_agg(jsonb_build_object('eventId', r.id, 'occurredAt', r.occurred_at, 'status', upper(r.status),
                                                'errorMessage', r.error_message)
                             order by r.occurred_at, r.id)
              from integration_logs r where r.org_id = o.org_id and r.retry_of = e.event_id)
      from (select pulsegate_org_id()) o (org_id)
     cross join unnest(p_event_ids, p_connection_ids, p_webhook_ids, p_delivery_ids, p_api_key_ids, p_payload_ids)
                e (event_id, connection_id, webhook_id, delivery_id, api_key_id, payload_id)
      left join webhooks w on w.org_id = o.org_id and w.id = e.webhook_id
      left join api_keys k on k.org_id = o.org_id and k.id = e.api_key_id
      left join integration_connections c on c.org_id = o.org_id and c.id = e.connection_id
      left join lateral (select * from retry_queue t where t.org_id = o.org_id and t.log_id = e.event_id
                          order by t.run_at limit 1) q on true
      left join event_payloads p on p.org_id = o.org_id and p.id = e.payload_id
$$;
grant execute on function event_details to pulsegate_app;
