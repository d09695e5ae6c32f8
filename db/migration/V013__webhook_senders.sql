-- Who sends webhooks to us and cannot speak CloudEvents: known by the signature.
create table webhook_senders (
    id                 uuid        not null default uuidv7(),
    org_id             uuid        not null references organizations on delete cascade,
    name               text        not null check (length(name) between 1 and 200),
    integration_type   text        not null check (integration_type in ('comarch', 'edi', 'api_keys', 'webhooks', 'export', 'import')),
    secret_id          uuid,
    previous_secret_id uuid,
    enabled            boolean     not null default true,
    created_at         timestamptz not null default now(),
    primary key (org_id, id),
    unique (org_id, name),
    foreign key (org_id, secret_id) references secrets (org_id, id),
    foreign key (org_id, previous_secret_id) references secrets (org_id, id)
);
comment on column webhook_senders.secret_id is 'null: nothing proves this sender, and nothing is taken from it';
comment on column webhook_senders.previous_secret_id is 'also right, while the sender changes over';
call protect_announced('webhook_senders');
grant select, insert, update, delete on webhook_senders to pulsegate_app;
-- a secret that was withdrawn is refused by every node, as a key is
create trigger access_changed after update or delete on webhook_senders for each statement execute function bump_access_version();
