-- How failures become incidents. Like the counters, by a trigger on the log: whoever logs a failure,
-- the events door, a webhook in, a delivery, work that others did, is covered, and it costs nothing
-- that no failure asks for.

-- Version of the fingerprint: to change what goes into it, count up. Incidents of other versions
-- stay as they are and close by themselves.
create or replace function fingerprint_version() returns smallint language sql immutable parallel safe return 1::smallint;
grant execute on function fingerprint_version to pulsegate_app;

-- What an error message says, whichever order, partner file or second it is about: without quoted
-- values, addresses, ids, ports, and any word that holds a digit (numbers, dates, times, hashes).
create or replace function failure_shape(p_text text) returns text language sql immutable parallel safe return
    left(btrim(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(lower(left(p_text, 2000)),
        $q$"[^"]*"|«[^»]*»|„[^”"]*[”"]|“[^”]*”|`[^`]*`|(?<!\w)'[^']*'(?!\w)$q$, '?', 'g'),
        '[^\s@<>(),;]+@[\w.-]+', '?', 'g'),
        '\m[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\M', '#', 'g'),
        '(?<=[[:alnum:]\]]):\d{1,5}(?!\d)', '', 'g'),
        '\w*\d\w*([-.,:/+ ]\w*\d\w*)*', '#', 'g'),
        '\s+', ' ', 'g')), 500);
grant execute on function failure_shape to pulsegate_app;

create or replace function failure_fingerprint(
    p_type text, p_event_type text, p_connection_id uuid, p_webhook_id uuid, p_origin text, p_error_code text, p_http_status integer, p_said text)
returns uuid language sql stable parallel safe return
    encode(substr(sha256(convert_to(
        fingerprint_version() || chr(31) || p_type || chr(31) || p_event_type || chr(31)
        || coalesce(p_connection_id::text, '') || chr(31) || coalesce(p_webhook_id::text, '') || chr(31)
        || coalesce(p_origin, '') || chr(31) || coalesce(p_error_code, p_http_status::text, '') || chr(31)
        || failure_shape(p_said), 'UTF8')), 1, 16), 'hex')::uuid;
grant execute on function failure_fingerprint to pulsegate_app;

create or replace function know_fingerprint() returns trigger language plpgsql as $$
begin
    new.fingerprint := failure_fingerprint(new.integration_type, new.event_type, new.connection_id, new.webhook_id, new.failure_origin,
                                           new.error_code, new.http_status, coalesce(new.error_message, new.message));
    return new;
end $$;
create or replace trigger fingerprint_known before insert on integration_logs for each row
    when (new.status = 'error' and new.fingerprint is null) execute function know_fingerprint();

-- Counts by kind, added up; what comes to nothing is left out.
create or replace function add_counts(p_one jsonb, p_other jsonb) returns jsonb language sql immutable parallel safe as $$
    select coalesce(jsonb_object_agg(s.kind, s.n), '{}')
      from (select c.key as kind, sum(c.value::integer) as n
              from (select * from jsonb_each_text(p_one) union all select * from jsonb_each_text(p_other)) c
             group by c.key having sum(c.value::integer) > 0) s
$$;
grant execute on function add_counts to pulsegate_app;

-- The rules.
--
-- Opens: where one failure tells that a person must act (sign-in, configuration), at once; for
-- connections that run one after the other (Comarch, EDI, export, import) at the second failure with
-- no success of that connection between; for endpoints and keys, of which some always fail, at the
-- third, none more than 15 minutes after the one before.
--
-- Closes: when the connection has had two successes since the last failure and quiet_for has passed;
-- silence is no success, and closes only after a week. quiet_for is 30 minutes, and twice as long
-- each time the incident comes back within a day, up to a day: so nothing flaps.
--
-- Comes back: by the rules for opening, counting from when it closed. A failure that arrives late
-- counts in its own time, as far as the rules can still be applied to it.
--
-- One statement for a batch. The organisation's lock is taken first, as in count_outcomes: what is
-- read here stands until it is written, and no two writers wait for each other. Planned once: a plan
-- for just this batch would look cheaper, and planning costs twenty times as much as running.
create or replace function track_incidents() returns trigger language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
    v_org     constant uuid := pulsegate_org_id();
    -- the first failure of the batch. What is older does not matter, or up to a week: said to each
    -- look at the log, so that it opens the partitions of that time only
    v_first   constant timestamptz := (select min(a.occurred_at) from arrived a where a.status = 'error');
    v_touched uuid[];
    v_fresh   integer;
begin
    perform from org_versions where org_id = v_org for no key update;

    if v_first is not null then
        with ordered as (
            select a.id, a.integration_type, a.connection_id, a.webhook_id, a.event_type, a.error_code, a.http_status, a.failure_origin, a.status,
                   coalesce(a.error_message, a.message) as said, a.fingerprint, a.occurred_at,
                   count(*) filter (where a.status <> 'error')
                       over (partition by a.integration_type, a.connection_id, a.webhook_id order by a.occurred_at, a.id) as successes
              from arrived a),
        failures as materialized (
            select * from ordered where status = 'error'),
        -- each kind: what arrived of it, and what is known of it
        kinds as (
            select f.fingerprint, f.integration_type, f.connection_id, f.webhook_id, f.event_type,
                   max(coalesce(f.error_code, 'HTTP_' || f.http_status)) as error_code,
                   f.integration_type in ('webhooks', 'api_keys') as fans_out,
                   case when f.failure_origin in ('auth', 'config') then 1 when f.integration_type in ('webhooks', 'api_keys') then 3 else 2 end as enough,
                   count(*) as n, min(f.occurred_at) as first_at, max(f.occurred_at) as last_at,
                   (array_agg(f.id order by f.occurred_at desc, f.id desc))[1] as last_id,
                   (array_agg(f.said order by f.occurred_at desc, f.id desc))[1] as said
              from failures f
             group by f.fingerprint, f.integration_type, f.connection_id, f.webhook_id, f.event_type, f.failure_origin),
        -- one look-up each, whatever the statistics say
        stored as materialized (
            select s.* from kinds k
             cross join lateral (select * from incidents i where i.org_id = v_org and i.fingerprint = k.fingerprint offset 0) s),
        told as (
            select f.fingerprint, min(f.occurred_at) filter (where f.occurred_at > s.last_seen_at) as next_at,
                   count(*) filter (where f.occurred_at >= s.since - interval '15 minutes') as counted,
                   min(f.occurred_at) filter (where f.occurred_at >= s.since - interval '15 minutes') as counted_from
              from failures f
              join stored s on s.fingerprint = f.fingerprint
             group by f.fingerprint),
        known as materialized (
            select k.*, s.id, s.state, s.title, s.last_log_id, s.first_seen_at, s.last_seen_at, s.total_count, s.since, s.count, s.opened_at,
                   s.closes_at, s.successes, coalesce(s.quiet_for, '30 minutes') as quiet_for, s.reopened, s.run_since, s.run_last,
                   coalesce(s.run_count, 0) as run_count, s.acknowledged_at, s.acknowledged_by, s.resolved_at,
                   coalesce(s.state in ('open', 'acknowledged') and (t.next_at is null or t.next_at <= s.closes_at), false) as goes_on,
                   case s.state when 'resolved' then s.resolved_at when 'watched' then null else s.closes_at end as ended_at,
                   t.counted, t.counted_from
              from kinds k
              left join stored s on s.fingerprint = k.fingerprint
              left join told t on t.fingerprint = k.fingerprint),
        -- of those that are not open: the failures after it ended, cut into runs where the rule for
        -- opening begins anew, and into episodes where an incident would have closed
        cut as (
            select c.fingerprint, c.occurred_at, c.fans_out,
                   sum(c.begins_run::integer) over w as run, sum(c.begins_episode::integer) over w as episode
              from (select f.fingerprint, f.occurred_at, f.id, k.fans_out,
                           coalesce(case when k.fans_out then f.occurred_at - lag(f.occurred_at) over w > interval '15 minutes'
                                         else f.successes <> lag(f.successes) over w end, true) as begins_run,
                           coalesce(f.occurred_at - lag(f.occurred_at) over w > k.quiet_for and f.successes - lag(f.successes) over w >= 2, true) as begins_episode
                      from failures f
                      join known k on k.fingerprint = f.fingerprint and not k.goes_on and (k.ended_at is null or f.occurred_at > k.ended_at)
                    window w as (partition by f.fingerprint order by f.occurred_at, f.id)) c
            window w as (partition by c.fingerprint order by c.occurred_at, c.id)),
        runs as (
            select c.fingerprint, count(*) as n, min(c.occurred_at) as since, max(c.occurred_at) as last,
                   c.episode = max(c.episode) over (partition by c.fingerprint) as latest
              from cut c
             group by c.fingerprint, c.episode, c.run),
        -- a run goes on one that was there before
        joined as (
            select r.fingerprint, k.enough, j.goes_on,
                   r.n + case when j.goes_on then k.run_count else 0 end as n,
                   case when j.goes_on then least(r.since, k.run_since) else r.since end as since,
                   case when j.goes_on then greatest(r.last, k.run_last) else r.last end as last
              from runs r
              join known k on k.fingerprint = r.fingerprint
             cross join lateral (
                   select k.run_count > 0 and case when k.fans_out
                          then r.since <= k.run_last + interval '15 minutes' and r.last >= k.run_since - interval '15 minutes'
                          else r.since - k.run_last < interval '7 days'
                               and not exists (select from integration_logs l
                                                where l.org_id = v_org and l.integration_type = k.integration_type and l.status <> 'error'
                                                  and l.connection_id is not distinct from k.connection_id and l.webhook_id is not distinct from k.webhook_id
                                                  and l.occurred_at > v_first - interval '7 days'
                                                  and l.occurred_at > least(k.run_last, r.since) and l.occurred_at < greatest(k.run_last, r.since)) end as goes_on) j
             where r.latest),
        opening as (
            select distinct on (j.fingerprint) j.fingerprint, j.since,
                   -- since then everything counts, whatever gaps it has
                   (select count(*) from failures f where f.fingerprint = j.fingerprint and f.occurred_at >= j.since)
                   + case when k.run_since >= j.since then k.run_count else 0 end as count,
                   greatest(k.last_at, k.run_last) as last
              from joined j
              join known k on k.fingerprint = j.fingerprint
             where j.n >= j.enough
             order by j.fingerprint, j.last desc),
        waiting_run as (
            select distinct on (r.fingerprint) r.*
              from (select j.fingerprint, j.since, j.last, j.n from joined j
                    union all
                    select k.fingerprint, k.run_since, k.run_last, k.run_count from known k where k.run_count > 0) r
             order by r.fingerprint, r.last desc, r.n desc),
        judged as (
            select k.*, o.since as opens_since, o.count as opens_count, o.fingerprint is not null as opens, o.last as opens_at, w.since as w_since, w.last as w_last, w.n as w_n,
                   k.id is null or (k.last_at, k.last_id) > (k.last_seen_at, k.last_log_id) as newer,
                   greatest(k.last_seen_at, k.last_at) as seen_at,
                   case when o.fingerprint is null then k.quiet_for
                        when o.since < k.ended_at + interval '24 hours' then least(2 * k.quiet_for, interval '24 hours')
                        else interval '30 minutes' end as quiet
              from known k
              left join opening o on o.fingerprint = k.fingerprint
              left join waiting_run w on w.fingerprint = k.fingerprint),
        written as (
            insert into incidents as i (
                org_id, fingerprint, fingerprint_version, integration_type, connection_id, webhook_id, event_type, error_code, title, last_log_id, state,
                first_seen_at, last_seen_at, total_count, since, count, opened_at, closes_at, successes, quiet_for, reopened,
                run_since, run_last, run_count, acknowledged_at, acknowledged_by, resolved_at)
            select v_org, j.fingerprint, fingerprint_version(), j.integration_type, j.connection_id, j.webhook_id, j.event_type, j.error_code,
                   left(case when j.newer then j.said else j.title end, 500), case when j.newer then j.last_id else j.last_log_id end,
                   case when j.opens then 'open' else coalesce(j.state, 'watched') end,
                   least(j.first_seen_at, j.first_at), j.seen_at, coalesce(j.total_count, 0) + j.n,
                   case when j.opens then j.opens_since when j.goes_on then least(j.since, j.counted_from) else j.since end,
                   case when j.opens then j.opens_count when j.goes_on then j.count + j.counted else coalesce(j.count, 0) end,
                   case when j.opens then j.opens_at else j.opened_at end,
                   case when not (j.opens or j.goes_on) then j.closes_at
                        when p.n >= 2 then greatest(j.seen_at + j.quiet, p.at)
                        else j.seen_at + interval '7 days' end,
                   case when j.opens or j.goes_on then p.n else coalesce(j.successes, 0) end,
                   j.quiet, coalesce(j.reopened, 0) + coalesce(j.opens and j.state <> 'watched', false)::integer,
                   case when not j.opens then j.w_since end, case when not j.opens then j.w_last end, case when j.opens then 0 else coalesce(j.w_n, 0) end,
                   case when not j.opens then j.acknowledged_at end, case when not j.opens then j.acknowledged_by end,
                   j.resolved_at
              from judged j
             -- the two successes that may have come before it
             cross join lateral (
                   select count(*) as n, max(x.occurred_at) as at
                     from (select l.occurred_at from integration_logs l
                            where (j.opens or j.goes_on) and l.org_id = v_org and l.integration_type = j.integration_type and l.status <> 'error'
                              and l.connection_id is not distinct from j.connection_id and l.webhook_id is not distinct from j.webhook_id
                              and l.occurred_at > v_first and l.occurred_at > j.seen_at
                            order by l.occurred_at limit 2) x) p
             order by j.fingerprint
            on conflict (org_id, fingerprint) do update
               set (title, last_log_id, state, first_seen_at, last_seen_at, total_count, since, count, opened_at, closes_at, successes, quiet_for, reopened,
                    run_since, run_last, run_count, acknowledged_at, acknowledged_by)
                 = (excluded.title, excluded.last_log_id, excluded.state, excluded.first_seen_at, excluded.last_seen_at, excluded.total_count, excluded.since,
                    excluded.count, excluded.opened_at, excluded.closes_at, excluded.successes, excluded.quiet_for, excluded.reopened,
                    excluded.run_since, excluded.run_last, excluded.run_count, excluded.acknowledged_at, excluded.acknowledged_by)
            -- OLD is the trigger's own word
            returning with (old as before) i.id, before.id is null as fresh)
        select array_agg(w.id), count(*) filter (where w.fresh) into v_touched, v_fresh from written w;

        -- Who waits. Exact as long as it is at most 10,000 of one incident at a time: beyond that no
        -- more are remembered, and 10,000 means "at least".
        with refs as materialized (
            select a.fingerprint, a.business_ref, max(coalesce(a.business_kind, '')) as kind, max(a.occurred_at) as at
              from arrived a
             where a.status = 'error' and a.business_ref is not null
             group by a.fingerprint, a.business_ref),
        failed as (
            select r.business_ref, r.kind, r.at, i.id, i.integration_type, i.connection_id, i.webhook_id,
                   (select coalesce(sum(c.value::integer), 0) from jsonb_each_text(i.waiting) c) as waiting
              from refs r
             cross join lateral (select * from incidents x where x.org_id = v_org and x.fingerprint = r.fingerprint offset 0) i),
        numbered as (
            select f.*, row_number() over (partition by f.id order by f.business_ref) as number
              from failed f
             where not exists (select from integration_logs l
                                where l.org_id = v_org and l.business_ref = f.business_ref and l.status <> 'error'
                                  and l.occurred_at > v_first and l.occurred_at > f.at
                                  and l.integration_type = f.integration_type
                                  and l.connection_id is not distinct from f.connection_id and l.webhook_id is not distinct from f.webhook_id)),
        remembered as (
            insert into incident_references as r (org_id, incident_id, business_ref, business_kind, failed_at)
            select v_org, n.id, n.business_ref, n.kind, n.at from numbered n where n.number + n.waiting <= 10000
             order by n.id, n.business_ref
            on conflict (org_id, incident_id, business_ref) do update set failed_at = greatest(r.failed_at, excluded.failed_at)
            returning with (old as before) r.incident_id, r.business_kind, before.incident_id is null as fresh)
        update incidents i set waiting = add_counts(i.waiting, n.counts)
          from (select g.incident_id, jsonb_object_agg(g.business_kind, g.n) as counts
                  from (select incident_id, business_kind, count(*) as n from remembered where fresh group by 1, 2) g
                 group by g.incident_id) n
         where i.org_id = v_org and i.id = n.incident_id;

        -- 5,000 kinds of failure are remembered, so that a message that is another each time does no
        -- harm: first those are forgotten that never opened, then those that were not seen for longest
        if v_fresh > 0 then
            delete from incidents i
             where i.org_id = v_org
               and i.id = any (array(select o.id from incidents o where o.org_id = v_org
                                      order by o.state = 'watched', o.last_seen_at desc offset 5000));
        end if;
    end if;

    -- successes since the last failure
    update incidents i
       set successes = least(2, i.successes + n.count),
           closes_at = case when i.successes + n.count >= 2 then greatest(i.last_seen_at + i.quiet_for, n.at[2 - i.successes]) else i.closes_at end
      from (select o.id, count(*)::integer as count, array_agg(a.occurred_at order by a.occurred_at) as at
              from incidents o
              join arrived a on a.integration_type = o.integration_type and a.status <> 'error' and a.occurred_at > o.last_seen_at
                            and a.connection_id is not distinct from o.connection_id and a.webhook_id is not distinct from o.webhook_id
             where o.org_id = v_org and o.state in ('open', 'acknowledged') and o.successes < 2 and o.closes_at > now()
               and o.id <> all (coalesce(v_touched, '{}'))
             group by o.id) n
     where i.org_id = v_org and i.id = n.id;

    -- who need not wait any more
    if exists (select from incident_references where org_id = v_org) then
        with served as (
            delete from incident_references r
             using arrived a, incidents i
             where r.org_id = v_org and r.business_ref = a.business_ref and a.status <> 'error' and a.occurred_at > r.failed_at
               and i.org_id = v_org and i.id = r.incident_id and i.integration_type = a.integration_type
               and i.connection_id is not distinct from a.connection_id and i.webhook_id is not distinct from a.webhook_id
            returning r.incident_id, r.business_kind)
        update incidents i set waiting = add_counts(i.waiting, n.counts)
          from (select g.incident_id, jsonb_object_agg(g.business_kind, -g.n) as counts
                  from (select incident_id, business_kind, count(*) as n from served group by 1, 2) g
                 group by g.incident_id) n
         where i.org_id = v_org and i.id = n.incident_id;
    end if;
    return null;
end $$;
create or replace trigger incidents_tracked after insert on integration_logs referencing new table as arrived
    for each statement execute function track_incidents();

-- Somebody looks after it. Says 'acknowledged', 'already' when it was, or 'closed' when there is
-- nothing to look after any more; null when there is no such incident.
create or replace function acknowledge_incident(p_id uuid, p_by text) returns text language plpgsql as $$
declare
    v_org  constant uuid := pulsegate_org_id();
    v_said text;
begin
    perform from org_versions where org_id = v_org for no key update;
    select case when i.state = 'resolved' or i.closes_at <= now() then 'closed' when i.state = 'acknowledged' then 'already' else 'acknowledged' end into v_said
      from incidents i where i.org_id = v_org and i.id = p_id and i.state <> 'watched';
    if v_said = 'acknowledged' then
        update incidents set state = 'acknowledged', acknowledged_at = now(), acknowledged_by = p_by where org_id = v_org and id = p_id;
        update org_versions set data_version = data_version + 1 where org_id = v_org;
    end if;
    return v_said;
end $$;
grant execute on function acknowledge_incident to pulsegate_app;

-- Somebody knows what it was, also of one that closed by itself. Says 'done', or 'resolved' when
-- somebody was faster; null when there is no such incident.
create or replace function resolve_incident(p_id uuid, p_by text, p_note text) returns text language plpgsql as $$
declare
    v_org   constant uuid := pulsegate_org_id();
    v_state text;
begin
    perform from org_versions where org_id = v_org for no key update;
    select i.state into v_state from incidents i where i.org_id = v_org and i.id = p_id and i.state <> 'watched';
    if v_state in ('open', 'acknowledged') then
        update incidents set state = 'resolved', resolved_at = now(), resolved_by = p_by, resolution_note = p_note where org_id = v_org and id = p_id;
        update org_versions set data_version = data_version + 1 where org_id = v_org;
        return 'done';
    end if;
    return v_state;
end $$;
grant execute on function resolve_incident to pulsegate_app;
