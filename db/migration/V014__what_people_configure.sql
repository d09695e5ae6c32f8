-- What people configure by themselves: probes, and signing secrets that are changed without a gap.

alter table integration_connections
    add column probe_interval     interval    not null default '5 minutes' check (probe_interval >= interval '30 seconds'),
    add column next_probe_at      timestamptz,
    add column probe_leased_until timestamptz,
    add column probe_error_id     uuid,
    add check (next_probe_at is null or enabled and probe_url is not null);
comment on column integration_connections.next_probe_at is 'when the gateway asks probe_url by itself; null: it does not';
comment on column integration_connections.probe_leased_until is 'one node asks now; which one, only this instant tells';
comment on column integration_connections.probe_error_id is 'the event that says that the probe fails; null: it does not';
create index integration_connections_probe on integration_connections (next_probe_at) where next_probe_at is not null;

alter table webhooks
    add column previous_secret_id    uuid,
    add column previous_secret_until timestamptz,
    add column gone_at               timestamptz,
    add foreign key (org_id, previous_secret_id) references secrets (org_id, id),
    add check ((previous_secret_id is null) = (previous_secret_until is null)),
    add check (gone_at is null or not enabled);
comment on column webhooks.previous_secret_id is 'deliveries are signed with it too, until previous_secret_until';
comment on column webhooks.gone_at is 'when the endpoint said that it wants nothing more (410): what waits for it is given up, while a pause lets it wait';
-- for this the owner looks past row-level security once
alter table webhooks no force row level security;
update webhooks set gone_at = updated_at where not enabled and disabled_reason like '%HTTP 410%';
alter table webhooks force row level security;

-- null where a sender changed over before there was a time for it: until then, then
alter table webhook_senders add column previous_secret_until timestamptz;
comment on column webhook_senders.previous_secret_until is 'how long previous_secret_id is right';

-- minutes that no 24 hours hold are forgotten: record_api_key_usage
grant delete on api_usage to pulsegate_app;

-- Whose turn it is: the workers' question now knows probes, and that a paused webhook waits.
grant select (org_id, next_probe_at, probe_leased_until) on integration_connections to pulsegate_signin;
grant select (org_id, id, enabled, gone_at) on webhooks to pulsegate_signin;
create policy sign_in on integration_connections for select to pulsegate_signin using (true);
create policy sign_in on webhooks for select to pulsegate_signin using (true);
grant create on schema public to pulsegate_signin;
set role pulsegate_signin;
create or replace function orgs_with_work(p_kind text, p_limit integer) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select w.org_id
      from (select h.org_id, h.valid_until as since from public.integration_health h
             where p_kind = 'health' and h.valid_until <= now()
            union all
            select q.org_id, case q.state when 'pending' then q.run_at else q.leased_until end from public.retry_queue q
             where p_kind = 'deliveries' and q.webhook_id is not null
               and (q.state = 'pending' and q.run_at <= now() or q.state = 'running' and q.leased_until <= now())
               and not exists (select from public.webhooks w
                                where w.org_id = q.org_id and w.id = q.webhook_id and not w.enabled and w.gone_at is null)
            union all
            select r.org_id, r.created_at from public.replays r
             where p_kind = 'replays' and r.state in ('canary', 'running')
            union all
            select c.org_id, c.next_probe_at from public.integration_connections c
             where p_kind = 'probes' and c.next_probe_at <= now() and (c.probe_leased_until is null or c.probe_leased_until <= now())) w
     group by w.org_id
     order by min(w.since)
     limit p_limit
$$;
reset role;
revoke create on schema public from pulsegate_signin;
