-- How work is tried again. All of it runs as its caller, who has announced the organisation alone,
-- and every writing function begins with the same lock as the counters: one writer of an
-- organisation at a time, so that no two of them wait for each other.

-- Why an event cannot be tried again; null: it can. By the first event of a chain of retries, since
-- that one is what is repeated. Bodies are looked for only in a capacity that may see them.
create or replace function retry_obstacles(p_event_ids uuid[])
returns table (org_id uuid, event_id uuid, root_id uuid, obstacle text)
language sql stable as $$
    select l.org_id, l.id, coalesce(r.id, l.id),
           case when l.status = 'success' then 'NOT_FAILED'
                when exists (select from integration_logs s
                              where s.org_id = l.org_id and s.retry_of = coalesce(r.id, l.id) and s.status <> 'error') then 'ALREADY_SUCCEEDED'
                when not coalesce(r.retryable, l.retryable) then 'NOT_REPEATABLE'
                when exists (select from dead_letter_queue d
                              where d.org_id = l.org_id and d.log_id = coalesce(r.id, l.id) and d.state = 'discarded') then 'DISCARDED'
                when l.webhook_id is not null and w.id is null then 'WEBHOOK_GONE'
                when l.webhook_id is not null and not w.enabled then 'WEBHOOK_DISABLED'
                when l.webhook_id is not null and (select pulsegate_role()) = any ('{admin,reader,system}') then
                     case when p.request_body is null then 'BODY_NOT_KEPT'
                          when p.request_truncated or p.redacted_paths <> '{}' then 'BODY_INCOMPLETE' end
           end
      from integration_logs l
      left join integration_logs r on r.org_id = l.org_id and r.id = l.retry_of
      left join webhooks w on w.org_id = l.org_id and w.id = l.webhook_id
      left join event_payloads p on p.org_id = l.org_id and p.id = coalesce(r.payload_id, l.payload_id)
     where l.org_id = (select pulsegate_org_id()) and l.id = any (p_event_ids)
$$;
grant execute on function retry_obstacles to pulsegate_app;

-- Puts an event into the queue, or what waits there to the front; says which row. What runs already
-- is left alone: that is the attempt that was wanted.
create or replace function queue_retry(p_log_id uuid, p_trigger text, p_user_id uuid)
returns uuid language plpgsql as $$
declare
    v_org   constant uuid := pulsegate_org_id();
    v_work  uuid;
    v_tried smallint;
begin
    select id into v_work from retry_queue where org_id = v_org and log_id = p_log_id order by run_at limit 1;
    if found then
        update retry_queue set run_at = least(run_at, now()), trigger = p_trigger
         where org_id = v_org and id = v_work and state = 'pending';
        return v_work;
    end if;

    update dead_letter_queue set state = 'requeued', decided_by = p_user_id, decided_at = now()
     where org_id = v_org and log_id = p_log_id and state = 'dead'
    returning attempts into v_tried;

    -- one attempt more, and then it is dead again: a person asked for now, not for a schedule
    insert into retry_queue (org_id, log_id, integration_type, handler, payload_id, attempt, max_attempts, run_at, last_error, trigger, created_at)
    select v_org, l.id, l.integration_type, l.event_type, l.payload_id,
           coalesce(v_tried, l.attempt_count), coalesce(v_tried, l.attempt_count) + 1, now(), l.error_message, p_trigger, now()
      from integration_logs l
     where l.org_id = v_org and l.id = p_log_id
    returning id into v_work;

    update webhook_deliveries d set status = 'retrying', next_attempt_at = now(), final_at = null
      from retry_queue q
     where q.org_id = v_org and q.id = v_work and d.org_id = v_org and d.id = q.delivery_id;
    return v_work;
end $$;
grant execute on function queue_retry to pulsegate_app;

-- A ticket for one attempt; the same key gives the same ticket. Either a ticket or an obstacle.
create or replace function request_retry(p_event_id uuid, p_key text, p_user_id uuid)
returns table (ticket_id uuid, fresh boolean, obstacle text) language plpgsql as $$
declare
    v_org      constant uuid := pulsegate_org_id();
    v_root     uuid;
    v_obstacle text;
    v_work     uuid;
begin
    perform from org_versions where org_id = v_org for no key update;

    select o.root_id, o.obstacle into v_root, v_obstacle from retry_obstacles(array[p_event_id]) o;
    if not found then
        return;
    end if;

    select t.id, case when t.log_id <> v_root then 'KEY_USED' end into ticket_id, obstacle
      from retry_tickets t where t.org_id = v_org and t.idempotency_key = p_key;
    if found then
        fresh := false;
        return next;
        return;
    end if;

    if v_obstacle is not null then
        return query select null::uuid, false, v_obstacle;
        return;
    end if;

    v_work := queue_retry(v_root, 'manual', p_user_id);
    insert into retry_tickets (org_id, idempotency_key, log_id, work_id, state, attempt, requested_by)
    select v_org, p_key, v_root, v_work, case q.state when 'running' then 'running' else 'queued' end, q.attempt, p_user_id
      from retry_queue q
     where q.org_id = v_org and q.id = v_work
    returning id into ticket_id;
    fresh := true;
    obstacle := null;
    return next;
end $$;
grant execute on function request_retry to pulsegate_app;

-- Leases rows of the queue: those that are due, and those whose holder has not been heard of in
-- time. With webhooks: at most so many at a time for one endpoint and for the organisation, on all
-- nodes together; those of a paused one wait. Without: only the given types of work, for other systems.
create or replace function lease_work(p_webhooks boolean, p_types text[], p_limit integer, p_per_endpoint integer, p_lease interval)
returns setof retry_queue language plpgsql as $$
declare
    v_org    constant uuid := pulsegate_org_id();
    v_leased uuid[];
begin
    perform from org_versions where org_id = v_org for no key update;

    with due as (
        select q.id, q.run_at, q.webhook_id, row_number() over (partition by q.webhook_id order by q.trigger = 'automatic', q.run_at, q.id) as n
          from retry_queue q
          left join webhooks w on w.org_id = q.org_id and w.id = q.webhook_id
         where q.org_id = v_org
           and (q.webhook_id is not null) = p_webhooks
           and (p_types is null or q.integration_type = any (p_types))
           and (q.state = 'pending' and q.run_at <= now() or q.state = 'running' and q.leased_until <= now())
           and (w.paused_until is null or w.paused_until <= now())
           and (w.enabled is not false or w.gone_at is not null)),
    busy as (
        select q.webhook_id, count(*) as n
          from retry_queue q
         where p_webhooks and q.org_id = v_org and q.webhook_id is not null and q.state = 'running' and q.leased_until > now()
         group by q.webhook_id),
    chosen as (
        select q.id
          from retry_queue q
          join due d on d.id = q.id
          left join busy b on b.webhook_id = q.webhook_id
         where q.org_id = v_org and (not p_webhooks or d.n + coalesce(b.n, 0) <= p_per_endpoint)
         order by d.n, d.run_at, q.id
         limit greatest(0, p_limit - (select coalesce(sum(n), 0) from busy)::integer)
           for update of q skip locked),
    leased as (
        update retry_queue q
           set state = 'running', lease_id = gen_random_uuid(), leased_until = now() + p_lease, attempt = q.attempt + 1
          from chosen c
         where q.org_id = v_org and q.id = c.id
        returning q.id)
    select array_agg(id) into v_leased from leased;

    update retry_tickets t set state = 'running', attempt = q.attempt, next_attempt_at = null
      from retry_queue q
     where q.org_id = v_org and q.id = any (v_leased) and t.org_id = v_org and t.work_id = q.id and t.state = 'queued';

    return query select q.* from retry_queue q where q.org_id = v_org and q.id = any (v_leased) order by q.run_at, q.id;
end $$;
grant execute on function lease_work to pulsegate_app;

-- How a lease ended. Verdicts: 'done'; 'again' at p_next, unless that was the last attempt; 'wait'
-- until p_next, as the other side asked, which a person's retry does not take for its outcome;
-- 'never'. No row: the lease is not held any more. The same lease twice: the same answer.
create or replace function finish_work(
    p_work_id uuid, p_lease_id uuid, p_verdict text, p_next timestamptz, p_message text, p_error text, p_error_code text,
    p_failure_origin text, p_http_status integer, p_duration_ms integer, p_payload_id uuid, p_actor_kind text, p_actor_id uuid)
returns table (outcome text, log_id uuid, next_at timestamptz) language plpgsql as $$
declare
    v_org   constant uuid := pulsegate_org_id();
    v_work  retry_queue;
    v_event integration_logs;
    v_first boolean;
    v_test  boolean;
    v_done  constant boolean := p_verdict = 'done';
begin
    perform from org_versions where org_id = v_org for no key update;

    select * into v_work from retry_queue q
     where q.org_id = v_org and q.id = p_work_id and q.lease_id = p_lease_id;
    if not found then
        return query select f.outcome, f.log_id, f.next_at from finished_leases f
                      where f.org_id = v_org and f.lease_id = p_lease_id and f.work_id = p_work_id;
        return;
    end if;
    select * into v_event from integration_logs l where l.org_id = v_org and l.id = v_work.log_id;
    -- nothing is logged yet of what was queued first: its outcome is the event
    v_first := not found;
    v_test  := v_first and v_work.handler = 'webhook.test';

    outcome := case when v_done then 'succeeded'
                    when p_verdict = 'again' and v_work.attempt < v_work.max_attempts then 'retrying'
                    when p_verdict = 'wait' and v_work.attempt < v_work.max_attempts + case v_work.trigger when 'automatic' then 0 else 3 end then 'retrying'
                    else 'dead' end;

    if outcome = 'retrying' then
        next_at := p_next;
        update retry_queue q
           set state = 'pending', lease_id = null, leased_until = null, run_at = p_next, last_error = p_error,
               trigger = case p_verdict when 'wait' then q.trigger else 'automatic' end
         where q.org_id = v_org and q.id = v_work.id;
    else
        insert into integration_logs (id, org_id, integration_type, connection_id, webhook_id, delivery_id, event_type, direction, status, message,
                                      error_message, error_code, failure_origin, http_status, duration_ms, attempt_count, retryable, retry_of,
                                      source, business_kind, business_ref, correlation_id, trace_id, actor_kind, actor_id, payload_id, occurred_at)
        values (case when v_first then v_work.log_id else uuidv7() end, v_org,
                v_work.integration_type, v_event.connection_id, v_work.webhook_id, v_work.delivery_id, v_work.handler,
                coalesce(v_event.direction, 'outbound'), case when v_done then 'success' else 'error' end, p_message,
                p_error, p_error_code, p_failure_origin, p_http_status, p_duration_ms, greatest(v_work.attempt, 1), not v_done and not v_test,
                case when not v_first then v_work.log_id end,
                'urn:pulsegate:repairs', v_event.business_kind, v_event.business_ref, v_event.correlation_id, v_event.trace_id,
                p_actor_kind, p_actor_id, p_payload_id, now())
        returning id into log_id;
        delete from retry_queue q where q.org_id = v_org and q.id = v_work.id;
    end if;

    -- a test that failed has told what it was to tell
    if outcome = 'dead' and not v_test then
        update dead_letter_queue d
           set state = 'dead', attempts = v_work.attempt, reason = p_error, dead_at = now(), decided_by = null, decided_at = null
         where d.org_id = v_org and d.log_id = v_work.log_id and d.state = 'requeued';
        if not found then
            insert into dead_letter_queue (org_id, log_id, integration_type, handler, payload_id, reason, attempts, dead_at)
            values (v_org, v_work.log_id, v_work.integration_type, v_work.handler, v_work.payload_id, p_error, v_work.attempt, now());
        end if;
    end if;

    update webhook_deliveries d
       set status = case outcome when 'succeeded' then 'delivered' when 'dead' then 'dead' else 'retrying' end,
           attempt_count = v_work.attempt, next_attempt_at = finish_work.next_at,
           final_at = case when outcome <> 'retrying' then now() end
     where d.org_id = v_org and d.id = v_work.delivery_id;

    update webhooks w
       set consecutive_failures = case when v_done then 0 else w.consecutive_failures + 1 end,
           first_failure_at = case when not v_done then coalesce(w.first_failure_at, now()) end,
           paused_until = case when p_verdict = 'wait' then p_next when not v_done then w.paused_until end
     where w.org_id = v_org and w.id = v_work.webhook_id and not (v_done and w.consecutive_failures = 0 and w.first_failure_at is null);

    -- who asked for an attempt hears of this one, unless the other side only asked to wait
    update retry_tickets t
       set state = case when v_done then 'succeeded' when outcome = 'retrying' and v_work.trigger <> 'automatic' and p_verdict = 'wait' then 'queued' else 'failed' end,
           finished_at = case when outcome = 'retrying' and v_work.trigger <> 'automatic' and p_verdict = 'wait' then null else now() end,
           attempt = v_work.attempt, http_status = p_http_status, duration_ms = p_duration_ms, error_message = p_error,
           next_attempt_at = finish_work.next_at, outcome_log_id = finish_work.log_id
     where t.org_id = v_org and t.work_id = v_work.id and t.state in ('queued', 'running');

    insert into finished_leases (org_id, lease_id, work_id, outcome, log_id, next_at)
    values (v_org, p_lease_id, v_work.id, outcome, finish_work.log_id, finish_work.next_at);
    delete from finished_leases f where f.org_id = v_org and f.finished_at < now() - interval '7 days';
    return next;
end $$;
grant execute on function finish_work to pulsegate_app;

-- The dead letters that a filter catches, oldest first; null parameters do not restrict.
create or replace function matching_dead_letters(p_types text[], p_from timestamptz, p_to timestamptz, p_text text)
returns setof dead_letter_queue language sql stable as $$
    select d.* from dead_letter_queue d
     where d.org_id = (select pulsegate_org_id()) and d.state = 'dead'
       and (p_types is null or d.integration_type = any (p_types))
       and (p_from is null or d.dead_at >= p_from)
       and (p_to is null or d.dead_at < p_to)
       and (p_text is null or d.reason ilike p_text)
     order by d.dead_at, d.id
$$;
grant execute on function matching_dead_letters to pulsegate_app;

-- One step of every replay of the organisation: ends it when it is over or goes wrong, else hands
-- over as many as canary and rate allow. Says how many were handed over.
create or replace function advance_replays() returns integer language plpgsql as $$
declare
    v_org      constant uuid := pulsegate_org_id();
    v_replay   replays;
    v_counts   record;
    v_ticket   retry_tickets;
    v_obstacle text;
    v_release  integer;
    v_released integer := 0;
begin
    perform from org_versions where org_id = v_org for no key update;
    for v_replay in select * from replays r where r.org_id = v_org and r.state in ('canary', 'running') order by r.created_at loop
        select count(*) filter (where t.state = 'planned') as planned,
               count(*) filter (where t.state in ('queued', 'running')) as open,
               count(*) filter (where t.state in ('succeeded', 'failed')) as finished,
               count(*) filter (where t.state = 'failed') as failed
          into v_counts
          from retry_tickets t where t.org_id = v_org and t.replay_id = v_replay.id;

        if v_counts.failed * 100 > v_replay.stop_at_failure_percent * v_counts.finished
           and v_counts.finished >= least(v_replay.canary, v_replay.total) and v_counts.planned + v_counts.open > 0 then
            update retry_tickets t set state = 'cancelled', finished_at = now()
             where t.org_id = v_org and t.replay_id = v_replay.id and t.state = 'planned';
            update replays r set state = 'stopped', finished_at = now(),
                   stopped_because = format('%s of %s failed', v_counts.failed, v_counts.finished)
             where r.org_id = v_org and r.id = v_replay.id;
            continue;
        elsif v_counts.planned + v_counts.open = 0 then
            update replays r set state = 'completed', finished_at = now() where r.org_id = v_org and r.id = v_replay.id;
            continue;
        elsif v_replay.released_at is null then
            v_release := v_replay.canary;
        elsif v_replay.state = 'canary' and v_counts.open > 0 then
            continue;
        else
            -- what a second allows, less what a slow receiver still holds
            v_release := least(ceil(v_replay.rate_per_second * least(extract(epoch from now() - v_replay.released_at), 1))::integer,
                               2 * v_replay.rate_per_second - v_counts.open::integer);
        end if;

        for v_ticket in select * from retry_tickets t
                         where t.org_id = v_org and t.replay_id = v_replay.id and t.state = 'planned'
                         order by t.id limit greatest(v_release, 0) loop
            select o.obstacle into v_obstacle from retry_obstacles(array[v_ticket.log_id]) o;
            if not found or v_obstacle is not null then
                update retry_tickets t set state = 'failed', finished_at = now(), error_message = coalesce(v_obstacle, 'EVENT_GONE')
                 where t.org_id = v_org and t.id = v_ticket.id;
            else
                update retry_tickets t set state = 'queued', work_id = queue_retry(v_ticket.log_id, 'replay', v_replay.requested_by)
                 where t.org_id = v_org and t.id = v_ticket.id;
            end if;
            v_released := v_released + 1;
        end loop;
        update replays r set state = case when v_replay.released_at is null then 'canary' else 'running' end,
               released_at = case when v_release > 0 then now() else r.released_at end
         where r.org_id = v_org and r.id = v_replay.id;
    end loop;
    return v_released;
end $$;
grant execute on function advance_replays to pulsegate_app;
