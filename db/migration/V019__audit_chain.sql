-- Nobody is granted to change the audit log; who has the superuser's password can. So each entry carries
-- a number and the hash of itself and of the entry before it, by organisation: what is changed, taken out
-- or put in afterwards breaks the chain, and audit_breaks() says where. Who also makes all that follows
-- anew is found by a copy of audit_heads that lies elsewhere. Entries from before this migration have no
-- number and are not in it.
alter table audit_log
    add column number     bigint,
    add column follows    bytea,        -- the hash of the entry before; empty for the first
    add column follows_at timestamptz,  -- and its instant: whether retention has dropped it
    add column hash       bytea;

-- where each organisation's chain ends, so that its last entries cannot be taken away unseen
create table audit_heads (
    org_id uuid        not null primary key references organizations on delete cascade,
    number bigint      not null,
    hash   bytea       not null,
    at     timestamptz not null
);
comment on table audit_heads is 'the last entry of each organisation''s audit log';
call protect_announced('audit_heads');
grant select, insert, update on audit_heads to pulsegate_app;

-- Of everything an entry says; instants as seconds, since text depends on the session's time zone.
create function audit_hash(entry audit_log) returns bytea language sql stable
    return sha256(entry.follows || convert_to(jsonb_build_array(
        entry.number, extract(epoch from entry.follows_at), entry.id, entry.org_id, extract(epoch from entry.at), entry.actor_kind, entry.actor_id, entry.action,
        entry.target_type, entry.target_id, entry.before, entry.after, entry.reason, entry.ip)::text, 'UTF8'));
grant execute on function audit_hash to pulsegate_app;

-- The head's row is locked until the act is committed: one act of an organisation after the other. Of
-- which organisation is what was announced, as for every trigger; audit_log's policies see to the rest.
create function chain_audit() returns trigger language plpgsql as $$
declare
    v_head audit_heads;
begin
    insert into audit_heads values (pulsegate_org_id(), 0, '', new.at) on conflict do nothing;
    select * into v_head from audit_heads where org_id = pulsegate_org_id() for update;
    new.number := v_head.number + 1;
    new.follows := v_head.hash;
    new.follows_at := case when v_head.number > 0 then v_head.at end;
    new.hash := audit_hash(new);
    update audit_heads set number = new.number, hash = new.hash, at = new.at where org_id = v_head.org_id;
    return new;
end $$;
create trigger chained before insert on audit_log for each row execute function chain_audit();

-- Where chains are broken; no row when none is. For an operator who sees every organisation: to anybody
-- whom row-level security holds back, nothing would look broken. An entry that is not there is missed
-- unless it is older than all partitions.
create function audit_breaks() returns table (org_id uuid, number bigint, at timestamptz, finding text) language plpgsql stable as $$
#variable_conflict use_column
begin
    if row_security_active('audit_log') then
        raise 'audit_breaks must see every organisation: call it as a superuser' using errcode = '42501';
    end if;
    return query
    with kept as (
        select min(to_timestamp(right(c.relname, 8) || ' +00', 'YYYYMMDD TZH')) as since
          from pg_inherits i
          join pg_class c on c.oid = i.inhrelid
         where i.inhparent = 'audit_log'::regclass
    ), chain as (
        select a.org_id, a.number, a.at, a.hash, a.follows, a.follows_at, audit_hash(a) as made,
               lag(a.number) over w as number_before, lag(a.hash) over w as hash_before, min(a.at) over (partition by a.org_id) as began
          from audit_log a
         where a.number is not null
        window w as (partition by a.org_id order by a.number)
    ), break as (
        select c.org_id, c.number, c.at, 'changed' as finding from chain c where c.hash is distinct from c.made
        union all
        select c.org_id, c.number, c.at, 'does not follow the one before' from chain c
         where c.number = c.number_before or c.number = c.number_before + 1 and c.follows <> c.hash_before
        union all
        select c.org_id, c.number, c.at, 'the one before is missing' from chain c, kept
         where c.number > 1 and c.number_before is distinct from c.number - 1 and c.number is distinct from c.number_before
           and coalesce(c.follows_at >= kept.since, true)
        union all
        select a.org_id, a.number, a.at, 'has no number' from audit_log a
         where a.number is null and a.at > (select min(c.began) from chain c where c.org_id = a.org_id)
        union all
        select h.org_id, h.number, h.at, 'the last is missing' from audit_heads h, kept
         where h.at >= kept.since and not exists (select from chain c where c.org_id = h.org_id and c.number = h.number and c.hash = h.hash)
        union all
        select c.org_id, max(c.number), max(c.at), 'has no end' from chain c
         where exists (select from organizations o where o.id = c.org_id) and not exists (select from audit_heads h where h.org_id = c.org_id)
         group by c.org_id
    )
    select * from break order by 1, 2;
end $$;
