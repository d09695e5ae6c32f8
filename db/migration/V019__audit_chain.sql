-- Nobody is granted to change the audit log; who has the superuser's password can. So each entry carries
-- a number and the hash of itself and of the entry before it, by organisation: what is changed, taken out
-- or put in afterwards breaks the chain, and audit_breaks() says where. Entries from before this
-- migration have no number and are not in it.
alter table audit_log add column number bigint, add column follows bytea, add column hash bytea;

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
        entry.number, entry.id, entry.org_id, extract(epoch from entry.at), entry.actor_kind, entry.actor_id, entry.action,
        entry.target_type, entry.target_id, entry.before, entry.after, entry.reason, entry.ip)::text, 'UTF8'));
grant execute on function audit_hash to pulsegate_app;

-- The head's row is locked until the act is committed: one act of an organisation after the other. Of
-- which organisation is what was announced, as for every trigger; audit_log's policies see to the rest.
create function chain_audit() returns trigger language plpgsql as $$
declare
    v_head audit_heads;
begin
    insert into audit_heads as h values (pulsegate_org_id(), 1, '', new.at)
        on conflict (org_id) do update set number = h.number + 1, at = new.at
        returning h.* into v_head;
    new.number := v_head.number;
    new.follows := v_head.hash;
    new.hash := audit_hash(new);
    update audit_heads set hash = new.hash where org_id = v_head.org_id;
    return new;
end $$;
create trigger chained before insert on audit_log for each row execute function chain_audit();

-- Where chains are broken; no row when none is. What retention has dropped is not missed. For an
-- operator who sees every organisation, a superuser; the gateway is not granted it.
create function audit_breaks() returns table (org_id uuid, number bigint, at timestamptz, found text) language sql stable as $$
    with chain as (
        select a.org_id, a.number, a.at, a.hash, a.follows, audit_hash(a) as made,
               lag(a.number) over w as number_before, lag(a.hash) over w as hash_before
          from audit_log a
         where a.number is not null
        window w as (partition by a.org_id order by a.number)
    )
    select c.org_id, c.number, c.at, 'changed' from chain c where c.hash is distinct from c.made
    union all
    select c.org_id, c.number, c.at, 'does not follow the one before' from chain c
     where c.number <> c.number_before + 1 or c.follows <> c.hash_before
    union all
    select h.org_id, h.number, h.at, 'missing' from audit_heads h
     where h.at > now() - (select keep from partition_plans where table_name = 'audit_log')
       and not exists (select from audit_log a where a.org_id = h.org_id and a.number = h.number and a.hash = h.hash)
    order by 1, 2
$$;
