-- Whose data a statement may see. Everything else stands on these functions and procedures.

-- the organisations that the running statement reads for; none, when nothing was announced.
-- After its first use in a session an unset setting reads '' instead of null: hence nullif.
create function pulsegate_org_ids() returns uuid[] language sql stable parallel safe
    return coalesce(nullif(current_setting('pulsegate.org_ids', true), '')::uuid[], '{}');

-- the organisation of a single-org context, else null: the only context that may write
create function pulsegate_org_id() returns uuid language sql stable parallel safe
    return case when cardinality(pulsegate_org_ids()) = 1 then (pulsegate_org_ids())[1] end;

-- in what capacity: 'admin', 'reader' (may see bodies), 'system' (the gateway itself), or '' for nothing
create function pulsegate_role() returns text language sql stable parallel safe
    return coalesce(current_setting('pulsegate.role', true), '');

-- Announced tables: readable for every announced organisation (a request announces one, a live
-- tick many), writable only when exactly one is announced. DELETE and UPDATE look at USING alone,
-- so "for all using (any announced)" would let a multi-org read context delete: hence one policy
-- a command. The sub-selects make each setting an InitPlan, evaluated once and not per row.
-- "is true" keeps the list of announced organisations out of index conditions: an inner scan that
-- looks up one of 200 organisations would sort all 200 each time. So a statement that shall use an
-- index names its organisation itself, by = or by = any (pulsegate_org_ids()).
create procedure protect_announced(p_table regclass, p_org_column name default 'org_id') language plpgsql as $$
begin
    execute format('alter table %s enable row level security', p_table);
    execute format('alter table %s force row level security', p_table);
    execute format('create policy announced_select on %s for select using ((%I = any ((select pulsegate_org_ids())::uuid[])) is true)', p_table, p_org_column);
    execute format('create policy one_org_insert on %s for insert with check (%I = (select pulsegate_org_id()))', p_table, p_org_column);
    execute format('create policy one_org_update on %s for update using (%I = (select pulsegate_org_id())) with check (%2$I = (select pulsegate_org_id()))', p_table, p_org_column);
    execute format('create policy one_org_delete on %s for delete using (%I = (select pulsegate_org_id()))', p_table, p_org_column);
end $$;

-- Single-org tables (bodies, hashes, secrets, people, audit): exactly one announced organisation
-- for every command, and a capacity that is allowed to read or to write.
create procedure protect_single_org(p_table regclass, p_readers text[], p_writers text[]) language plpgsql as $$
begin
    execute format('alter table %s enable row level security', p_table);
    execute format('alter table %s force row level security', p_table);
    execute format('create policy one_org on %s using (org_id = (select pulsegate_org_id())) with check (org_id = (select pulsegate_org_id()))', p_table);
    execute format('create policy readers on %s as restrictive for select using ((select pulsegate_role()) = any (%L::text[]))', p_table, p_readers);
    execute format('create policy writers_insert on %s as restrictive for insert with check ((select pulsegate_role()) = any (%L::text[]))', p_table, p_writers);
    execute format('create policy writers_update on %s as restrictive for update using ((select pulsegate_role()) = any (%L::text[]))', p_table, p_writers);
    execute format('create policy writers_delete on %s as restrictive for delete using ((select pulsegate_role()) = any (%L::text[]))', p_table, p_writers);
end $$;

-- Partitions are reached through their parent only: no grant on them, and their own row-level
-- security closed (no policy) should a grant ever slip in.
create procedure protect_partition(p_table regclass) language plpgsql as $$
begin
    execute format('alter table %s enable row level security', p_table);
    execute format('alter table %s force row level security', p_table);
end $$;

revoke execute on all routines in schema public from public;
alter default privileges revoke execute on functions from public;
grant execute on function pulsegate_org_ids(), pulsegate_org_id(), pulsegate_role() to pulsegate_app, pulsegate_signin;

create table organizations (
    id               uuid        not null default uuidv7() primary key,
    name             text        not null check (length(name) between 1 and 200),
    timezone         text        not null default 'UTC',
    locale           text        not null default 'en',
    -- what judge_health calls good (at least) and broken (below), in percent, and from how many outcomes on
    ok_rate          numeric     not null default 95 check (ok_rate between 0 and 100),
    error_rate       numeric     not null default 50 check (error_rate between 0 and ok_rate),
    min_samples      integer     not null default 20 check (min_samples > 0),
    -- demo organisations only: the instant their story was last told for
    demo_anchored_at timestamptz,
    created_at       timestamptz not null default now()
);
comment on column organizations.demo_anchored_at is 'set for demo organisations; a configured database that holds one is refused at start';
call protect_announced('organizations', 'id');
grant select, insert, update on organizations to pulsegate_app;  -- not delete: offboarding is the operator''s act

-- Counted up in the writing transaction, so that "equal" means "unchanged" (no clock, no sequence).
create table org_versions (
    org_id         uuid   not null primary key references organizations on delete cascade,
    data_version   bigint not null default 1,
    access_version bigint not null default 1
);
comment on table org_versions is 'data_version: anything a dashboard shows changed; access_version: a credential or a right changed';
call protect_announced('org_versions');
grant select, insert, update on org_versions to pulsegate_app;

create function open_versions() returns trigger language plpgsql as $$
begin
    insert into org_versions (org_id) values (new.id);
    return null;
end $$;
create trigger versions_open after insert on organizations for each row execute function open_versions();

-- Statement-level: once for a batch of any size. Writes happen in a single-org context only (the
-- policies say so), so the organisation is the announced one.
create function bump_data_version() returns trigger language plpgsql as $$
begin
    update org_versions set data_version = data_version + 1 where org_id = pulsegate_org_id();
    return null;
end $$;

create function bump_access_version() returns trigger language plpgsql as $$
begin
    update org_versions set access_version = access_version + 1 where org_id = pulsegate_org_id();
    return null;
end $$;

create trigger data_changed after update on organizations for each statement execute function bump_data_version();
