-- Partitions are made for the whole of a table's retention and two steps ahead, so that a late
-- event finds its place, and dropped when everything in them is older than the retention.

create table partition_plans (
    table_name text     not null primary key,
    step       text     not null check (step in ('week', 'month')),
    keep       interval not null
);
comment on table partition_plans is 'retention per partitioned table; the operator may change keep';
-- not an organisation's data: no grant to anyone, closed to the runtime role by row-level security as well
alter table partition_plans enable row level security;
alter table partition_plans force row level security;
create policy owner_only on partition_plans to pulsegate_owner using (true) with check (true);
insert into partition_plans values
    ('integration_logs', 'week', '90 days'),
    ('event_payloads', 'week', '30 days'),
    ('webhook_delivery_attempts', 'week', '30 days'),
    ('audit_log', 'month', '400 days');

-- Makes the partitions of every plan that are missing; says how many. For its owner alone: the
-- gateway calls maintain_partitions, and demo data that wakes after a long time needs its present
-- before its past is dropped.
create function make_partitions() returns integer language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
    v_plan public.partition_plans;
    v_from timestamptz;
    v_step interval;
    v_name text;
    v_made integer := 0;
begin
    for v_plan in select * from public.partition_plans order by table_name loop
        v_step := ('1 ' || v_plan.step)::interval;
        v_from := date_trunc(v_plan.step, now() - v_plan.keep, 'UTC');
        while v_from <= now() + 2 * v_step loop
            v_name := v_plan.table_name || '_' || to_char(v_from at time zone 'UTC', 'YYYYMMDD');
            if to_regclass('public.' || v_name) is null then
                execute format('create table public.%I partition of public.%I for values from (%L) to (%L)',
                               v_name, v_plan.table_name, v_from, date_add(v_from, v_step, 'UTC'));
                call public.protect_partition(('public.' || v_name)::regclass);
                v_made := v_made + 1;
            end if;
            v_from := date_add(v_from, v_step, 'UTC');
        end loop;
    end loop;
    return v_made;
end $$;

-- Makes and drops partitions of every plan. One node at a time: who does not get the lock returns
-- null at once. Otherwise how many were made and dropped.
create function maintain_partitions() returns table (made integer, dropped integer)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set lock_timeout = '2s' as $$
declare
    v_old record;
begin
    if not pg_try_advisory_xact_lock(hashtext('pulsegate.maintain_partitions')) then
        return;
    end if;
    made := public.make_partitions();
    dropped := 0;
    for v_old in
        select c.relname
          from public.partition_plans p
          join pg_inherits i on i.inhparent = ('public.' || p.table_name)::regclass
          join pg_class c on c.oid = i.inhrelid
         where date_add(to_timestamp(right(c.relname, 8) || ' +00', 'YYYYMMDD TZH'), ('1 ' || p.step)::interval, 'UTC') <= now() - p.keep
         order by c.relname
    loop
        execute format('drop table public.%I', v_old.relname);
        dropped := dropped + 1;
    end loop;
    return next;
end $$;
grant execute on function maintain_partitions to pulsegate_app;

select maintain_partitions();
