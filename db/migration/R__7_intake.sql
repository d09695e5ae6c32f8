-- Events in, in two steps of one transaction: first which of them are new, then the new ones into
-- the log. The log comes last, whatever else the transaction does: its trigger takes the
-- organisation's one lock, and who touched another row first must not wait for it afterwards.

-- Says of each event what becomes of it: 'accepted', 'duplicate' (event_id is then the first one's),
-- or why not. p_events: item, key, id, type, connection, webhook, at. Keys are taken in their order,
-- so that two nodes with the same events wait for each other in one direction only.
create or replace function admit_events(p_events json)
returns table (item integer, result text, event_id uuid, connection_id uuid, webhook_id uuid) language plpgsql as $$
#variable_conflict use_column
declare
    v_org    constant uuid := pulsegate_org_id();
    -- where the log begins: the partitions are named after their first day
    v_oldest constant timestamptz := (select min(to_timestamp(right(c.relname, 8) || ' +00', 'YYYYMMDD TZH'))
                                        from pg_inherits i join pg_class c on c.oid = i.inhrelid
                                       where i.inhparent = 'public.integration_logs'::regclass);
begin
    return query
    with sent as materialized (
        select e.*, c.id as found_connection, w.id as found_webhook,
               case when e.at < v_oldest then 'too_old'
                    when e.connection is not null and c.id is null then 'connection_unknown'
                    when e.webhook is not null and w.id is null then 'webhook_unknown' end as refused
          from json_to_recordset(p_events) e (item integer, key uuid, id uuid, type text, connection text, webhook text, at timestamptz)
          left join lateral (select x.id from integration_connections x
                              where x.org_id = v_org and x.integration_type = e.type and e.connection in (x.name, x.id::text)
                              order by x.id::text = e.connection desc limit 1) c on e.connection is not null
          left join lateral (select x.id from webhooks x where x.org_id = v_org and e.webhook in (x.name, x.id::text)
                              order by x.id::text = e.webhook desc, x.created_at limit 1) w on e.webhook is not null),
    fresh as (
        insert into ingested_events (org_id, event_key, log_id)
        select v_org, s.key, s.id from sent s where s.refused is null order by s.key, s.item
        on conflict (org_id, event_key) do nothing
        returning event_key, log_id)
    select s.item, coalesce(s.refused, case when f.log_id = s.id then 'accepted' else 'duplicate' end),
           coalesce(f.log_id, k.log_id), s.found_connection, s.found_webhook
      from sent s
      left join fresh f on f.event_key = s.key
      left join ingested_events k on k.org_id = v_org and k.event_key = s.key;

    -- forgets twice as many as it learns, so that the table empties by itself
    delete from ingested_events d
     where d.org_id = v_org
       and d.event_key = any (array(select o.event_key from ingested_events o
                                     where o.org_id = v_org and o.seen_at < now() - interval '7 days'
                                     order by o.seen_at limit 2 * json_array_length(p_events)));
end $$;
grant execute on function admit_events to pulsegate_app;

-- Writes new events into the log, and their bodies beside it. A time that is still to come was told
-- by a clock that is wrong: such an event happened when it arrived.
drop function if exists log_events;
create function log_events(p_events json) returns void language sql as $$
    with arriving as materialized (
        select * from json_populate_recordset(null::incoming_event, p_events)),
    kept as (
        insert into event_payloads (id, org_id, content_type, request_headers, request_body, request_truncated,
                                    response_headers, response_body, response_truncated, redaction_version, redacted_paths)
        select a.payload_id, pulsegate_org_id(), a.content_type, a.request_headers, a.request_body, a.request_truncated,
               a.response_headers, a.response_body, a.response_truncated, a.redaction_version, a.redacted_paths
          from arriving a
         where a.payload_id is not null)
    insert into integration_logs (
        id, org_id, integration_type, connection_id, webhook_id, event_type, direction, status, message, error_message, error_code,
        failure_origin, http_status, duration_ms, attempt_count, retryable, source, source_event_id, business_kind, business_ref,
        correlation_id, trace_id, actor_kind, actor_id, payload_id, occurred_at)
    select a.id, pulsegate_org_id(), a.integration_type, a.connection_id, a.webhook_id, a.event_type, a.direction, a.status, a.message,
           a.error_message, a.error_code, a.failure_origin, a.http_status, a.duration_ms, a.attempt_count, a.retryable, a.source,
           a.source_event_id, a.business_kind, a.business_ref, a.correlation_id, a.trace_id, a.actor_kind, a.actor_id, a.payload_id,
           least(a.occurred_at, now())
      from arriving a
$$;
grant execute on function log_events to pulsegate_app;

-- Remembers the interchanges that new events carry, and lets acknowledgements among them set the
-- state of what they answer. An outbound one waits for its answer; one that says both, that it was
-- taken and that it was not, was not. p_interchanges: as room intake's EdiNote.
create or replace function note_interchanges(p_interchanges json) returns void language plpgsql as $$
declare
    v_org constant uuid := pulsegate_org_id();
begin
    insert into edi_interchanges (org_id, partner, standard, message_type, direction, control_number, sent_at, ack_due_at, ack_status,
                                  business_ref, log_id, group_control_numbers)
    select v_org, n.partner, n.standard, n.message_type, n.direction, n.control_number, least(n.at, now()),
           case when n.direction = 'outbound' then least(n.at, now()) + make_interval(secs => n.ack_within) end,
           case when n.direction = 'outbound' then 'pending' else 'none' end,
           n.business_ref, n.log_id, n.groups
      from json_to_recordset(p_interchanges) n (partner text, standard text, message_type text, direction text, control_number text,
                                                at timestamptz, ack_within double precision, business_ref text, log_id uuid, groups text[],
                                                answers boolean)
     where not n.answers
     order by n.partner, n.direction, n.standard, n.control_number
    on conflict (org_id, partner, direction, standard, control_number) do nothing;

    update edi_interchanges i
       set ack_status = a.verdict, acknowledged_at = a.at
      from (select distinct on (t.id) t.id, a.verdict, least(n.at, now()) as at
              from json_to_recordset(p_interchanges) n (partner text, standard text, direction text, at timestamptz, acknowledgements json)
             cross join lateral json_to_recordset(n.acknowledgements) a ("group" boolean, number text, verdict text)
             cross join lateral (
                   select x.id from edi_interchanges x
                    where x.org_id = v_org and x.standard = n.standard and x.partner = n.partner
                      and x.direction = case n.direction when 'inbound' then 'outbound' else 'inbound' end
                      -- one side writes zeros in front, the other does not
                      and ltrim(a.number, '0') = any (select ltrim(c, '0') from unnest(case when a."group" then x.group_control_numbers
                                                                                          else array[x.control_number] end) c)
                    order by x.sent_at desc limit 1) t
             order by t.id, array_position(array['rejected', 'accepted_with_errors', 'accepted'], a.verdict)) a
     where i.id = a.id and i.org_id = v_org
       and (i.ack_status in ('pending', 'none', 'accepted') or a.verdict = 'rejected');
end $$;
grant execute on function note_interchanges to pulsegate_app;
