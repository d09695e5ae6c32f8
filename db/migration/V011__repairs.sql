-- Trying again: whose turn it is, who asked for it, and what came of it.

alter table webhooks add column paused_until timestamptz;
comment on column webhooks.paused_until is 'the endpoint asked to be left alone until then (Retry-After)';

alter table retry_queue
    add column webhook_id  uuid,
    add column delivery_id uuid,
    add column trigger     text not null default 'automatic' check (trigger in ('automatic', 'manual', 'replay')),
    add column lease_id    uuid,
    add check (lease_id is null or state = 'running' and leased_until is not null);
comment on column retry_queue.webhook_id is 'the gateway sends these itself; null: another system does the work, and claims it';
comment on column retry_queue.lease_id is 'who works on it: only this lease may say how it ended';
comment on column retry_queue.attempt is 'attempts begun so far, the running one included';
comment on column retry_queue.idempotency_key is 'tells the receiver that two attempts mean one thing; null: the id of the event';
create index retry_queue_endpoint on retry_queue (org_id, webhook_id, run_at) where webhook_id is not null;

-- which webhook and delivery it is about, the event knows; so nobody who queues has to say it
create function know_delivery() returns trigger language plpgsql as $$
begin
    if new.integration_type = 'webhooks' and new.webhook_id is null then
        select l.webhook_id, l.delivery_id into new.webhook_id, new.delivery_id
          from integration_logs l
         where l.org_id = new.org_id and l.id = new.log_id;
    end if;
    return new;
end $$;
create trigger delivery_known before insert on retry_queue for each row execute function know_delivery();

create table replays (
    id                      uuid        not null default uuidv7() primary key,
    org_id                  uuid        not null references organizations on delete cascade,
    idempotency_key         text        not null check (length(idempotency_key) between 1 and 200),
    requested_by            uuid        not null,
    reason                  text        not null,
    filter                  jsonb       not null,
    total                   integer     not null check (total > 0),
    canary                  integer     not null check (canary > 0),
    rate_per_second         integer     not null check (rate_per_second > 0),
    stop_at_failure_percent integer     not null check (stop_at_failure_percent between 0 and 100),
    state                   text        not null default 'canary' check (state in ('canary', 'running', 'completed', 'stopped', 'cancelled')),
    stopped_because         text,
    released_at             timestamptz,
    created_at              timestamptz not null default now(),
    finished_at             timestamptz,
    unique (org_id, id),
    unique (org_id, idempotency_key)
);
comment on table replays is 'many dead letters tried again: a few first, then at a rate, ended when too many fail';
comment on column replays.released_at is 'when the last of them were handed over';
create index replays_active on replays (created_at) where state in ('canary', 'running');
call protect_announced('replays');
grant select, insert, update on replays to pulsegate_app;  -- not delete: what was done stays known

create table retry_tickets (
    id              uuid        not null default uuidv7() primary key,
    org_id          uuid        not null references organizations on delete cascade,
    idempotency_key text        not null check (length(idempotency_key) between 1 and 300),
    log_id          uuid        not null,
    work_id         uuid,
    replay_id       uuid,
    state           text        not null check (state in ('planned', 'queued', 'running', 'succeeded', 'failed', 'cancelled')),
    attempt         smallint,
    http_status     smallint,
    duration_ms     integer,
    error_message   text,
    next_attempt_at timestamptz,
    outcome_log_id  uuid,
    requested_by    uuid        not null,
    requested_at    timestamptz not null default now(),
    finished_at     timestamptz,
    unique (org_id, id),
    unique (org_id, idempotency_key),
    foreign key (org_id, replay_id) references replays (org_id, id) on delete cascade
);
comment on table retry_tickets is 'somebody asked for an attempt; one key, one ticket';
comment on column retry_tickets.log_id is 'the event that is tried again: the first one, however often it was';
comment on column retry_tickets.work_id is 'in retry_queue, as long as it is there; null: planned by a replay, not handed over yet';
create index retry_tickets_work on retry_tickets (org_id, work_id) where state in ('queued', 'running');
create index retry_tickets_replay on retry_tickets (org_id, replay_id, state) where replay_id is not null;
call protect_announced('retry_tickets');
grant select, insert, update on retry_tickets to pulsegate_app;  -- not delete

-- How each lease ended, so that who did not hear our answer may say the same again.
create table finished_leases (
    org_id      uuid        not null references organizations on delete cascade,
    lease_id    uuid        not null,
    work_id     uuid        not null,
    outcome     text        not null check (outcome in ('succeeded', 'retrying', 'dead')),
    log_id      uuid,
    next_at     timestamptz,
    finished_at timestamptz not null default now(),
    primary key (org_id, lease_id)
);
comment on table finished_leases is 'kept for 7 days';
create index on finished_leases (org_id, finished_at);
call protect_announced('finished_leases');
grant select, insert, delete on finished_leases to pulsegate_app;  -- not update

create trigger data_changed after insert or update on retry_tickets for each statement execute function bump_data_version();
create trigger data_changed after insert or update on replays for each statement execute function bump_data_version();

-- Whose turn it is: the worker's question now knows deliveries and replays, too.
grant select (org_id, webhook_id, state, run_at, leased_until) on retry_queue to pulsegate_signin;
grant select (org_id, state, created_at) on replays to pulsegate_signin;
create policy sign_in on retry_queue for select to pulsegate_signin using (true);
create policy sign_in on replays for select to pulsegate_signin using (true);
grant create on schema public to pulsegate_signin;
set role pulsegate_signin;
create or replace function orgs_with_work(p_kind text, p_limit integer) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select w.org_id
      from (select h.org_id, h.valid_until as since from public.integration_health h
             where p_kind = 'health' and h.valid_until <= now()
            union all
            select q.org_id, q.run_at from public.retry_queue q
             where p_kind = 'deliveries' and q.webhook_id is not null and q.state = 'pending' and q.run_at <= now()
            union all
            select q.org_id, q.leased_until from public.retry_queue q
             where p_kind = 'deliveries' and q.webhook_id is not null and q.state = 'running' and q.leased_until <= now()
            union all
            select r.org_id, r.created_at from public.replays r
             where p_kind = 'replays' and r.state in ('canary', 'running')) w
     group by w.org_id
     order by min(w.since)
     limit p_limit
$$;
reset role;
revoke create on schema public from pulsegate_signin;
