-- What people configure: connections and webhooks. Credentials are kept elsewhere, by reference.

create table integration_connections (
    id                    uuid        not null default uuidv7() primary key,
    org_id                uuid        not null references organizations on delete cascade,
    -- API keys and webhooks have tables of their own
    integration_type      text        not null check (integration_type in ('comarch', 'edi', 'export', 'import')),
    name                  text        not null check (length(name) between 1 and 200),
    enabled               boolean     not null default true,
    config                jsonb       not null default '{}',
    credential_expires_at timestamptz,
    credential_revoked_at timestamptz,
    expected_interval     interval    check (expected_interval > interval '0'),
    probe_url             text,
    last_probe_at         timestamptz,
    last_probe_ok         boolean,
    last_probe_message    text,
    created_at            timestamptz not null default now(),
    updated_at            timestamptz not null default now(),
    unique (org_id, id),
    unique (org_id, integration_type, name)
);
comment on column integration_connections.config is 'never a secret';
comment on column integration_connections.expected_interval is 'how often a run is expected; null: unknown. Silent for twice as long means disconnected';
call protect_announced('integration_connections');
grant select, insert, update, delete on integration_connections to pulsegate_app;

create table webhooks (
    id                   uuid        not null default uuidv7() primary key,
    org_id               uuid        not null references organizations on delete cascade,
    name                 text        not null check (length(name) between 1 and 200),
    url                  text        not null,
    event_types          text[]      not null default '{}',
    enabled              boolean     not null default true,
    disabled_reason      text,
    secret_id            uuid,
    consecutive_failures integer     not null default 0 check (consecutive_failures >= 0),
    first_failure_at     timestamptz,
    created_at           timestamptz not null default now(),
    updated_at           timestamptz not null default now(),
    unique (org_id, id),
    foreign key (org_id, secret_id) references secrets (org_id, id)
);
comment on column webhooks.first_failure_at is 'since when the endpoint fails without a success between; null: it does not';
call protect_announced('webhooks');
grant select, insert, update, delete on webhooks to pulsegate_app;

create trigger data_changed after insert or update or delete on integration_connections for each statement execute function bump_data_version();
create trigger data_changed after insert or update or delete on webhooks for each statement execute function bump_data_version();
