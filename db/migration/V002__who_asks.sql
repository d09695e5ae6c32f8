-- People, sessions, API keys, secrets, and the record of what privileged people did.

create table users (
    id            uuid        not null default uuidv7() primary key,
    org_id        uuid        not null references organizations on delete cascade,
    email         text        not null check (email = lower(email) and email like '%_@_%'),
    display_name  text        not null,
    password_hash text,
    issuer        text,
    subject       text,
    created_at    timestamptz not null default now(),
    unique (org_id, id),
    -- A sign-in names no organisation, so these two are unique over all of them: the only keys here
    -- that are not led by org_id.
    constraint users_email_everywhere unique (email),
    constraint users_identity_everywhere unique (issuer, subject),
    check ((issuer is null) = (subject is null))
);
comment on column users.password_hash is 'as Spring Security''s delegating encoder writes it; null: no password sign-in';
comment on column users.issuer is 'iss of the OpenID Connect provider; (issuer, subject) must match a token exactly';
call protect_single_org('users', '{admin,system}', '{admin,system}');
grant select, insert, update on users to pulsegate_app;  -- not delete: the audit log refers to people

create table user_access (
    org_id       uuid not null,
    user_id      uuid not null,
    role         text not null check (role in ('ADMIN', 'IT_MANAGER', 'USER', 'VIEWER')),
    suspended_at timestamptz,
    primary key (org_id, user_id),
    foreign key (org_id, user_id) references users (org_id, id) on delete cascade
);
call protect_announced('user_access');
grant select, insert, update, delete on user_access to pulsegate_app;

create table sessions (
    id         uuid        not null default uuidv7() primary key,
    org_id     uuid        not null,
    user_id    uuid        not null,
    token_hash bytea       not null unique check (length(token_hash) = 32),
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    ended_at   timestamptz,
    foreign key (org_id, user_id) references users (org_id, id) on delete cascade
);
comment on column sessions.token_hash is 'SHA-256 of the 256-bit cookie value, which is stored nowhere';
create index on sessions (org_id, user_id);
create index on sessions (expires_at);
call protect_single_org('sessions', '{system}', '{system}');
grant select, insert, update, delete on sessions to pulsegate_app;

create table api_keys (
    id                    uuid        not null default uuidv7() primary key,
    org_id                uuid        not null references organizations on delete cascade,
    name                  text        not null check (length(name) between 1 and 200),
    prefix                text        not null,
    last4                 text        not null check (length(last4) = 4),
    scopes                text[]      not null check (scopes <@ array['dashboard:read', 'payloads:read', 'events:write', 'work:claim', 'metrics:read']),
    rate_limit_per_minute integer     check (rate_limit_per_minute > 0),
    expires_at            timestamptz,
    revoked_at            timestamptz,
    last_used_at          timestamptz,
    created_by            uuid,
    created_at            timestamptz not null default now(),
    unique (org_id, id)
);
comment on column api_keys.last4 is 'the end of the key, to recognise it by; the key itself is shown once and never stored';
call protect_announced('api_keys');
grant select, insert, update on api_keys to pulsegate_app;  -- not delete: a revoked key stays known

create table api_key_secrets (
    api_key_id  uuid  not null primary key,
    org_id      uuid  not null,
    secret_hash bytea not null unique check (length(secret_hash) = 32),
    foreign key (org_id, api_key_id) references api_keys (org_id, id) on delete cascade
);
comment on column api_key_secrets.secret_hash is 'SHA-256 of the whole key: 256 random bits need no slow hash';
call protect_single_org('api_key_secrets', '{}', '{admin,system}');
grant insert, delete on api_key_secrets to pulsegate_app;  -- not select: only resolve_api_key looks

-- Requests per key and minute, rolled up per hour as they come, so that a 24-hour figure adds up
-- at most 24 hours and 60 minutes a key.
create table api_key_usage (
    org_id          uuid        not null,
    api_key_id      uuid        not null,
    grain           char(1)     not null check (grain in ('m', 'h')),
    bucket          timestamptz not null,
    requests        integer     not null default 0,
    errors          integer     not null default 0,
    throttled       integer     not null default 0,
    peak_per_minute integer     not null default 0,
    primary key (org_id, grain, bucket, api_key_id),
    foreign key (org_id, api_key_id) references api_keys (org_id, id) on delete cascade
);
comment on column api_key_usage.peak_per_minute is 'most requests that any one minute of the bucket had';
call protect_announced('api_key_usage');
grant select, insert, update, delete on api_key_usage to pulsegate_app;

-- Adds to one minute of one key, and keeps its hour in step.
create function record_api_key_usage(p_org_id uuid, p_api_key_id uuid, p_minute timestamptz, p_requests integer, p_errors integer, p_throttled integer)
returns void language plpgsql as $$
declare
    v_minute_total integer;
begin
    insert into api_key_usage as u (org_id, api_key_id, grain, bucket, requests, errors, throttled, peak_per_minute)
    values (p_org_id, p_api_key_id, 'm', date_trunc('minute', p_minute), p_requests, p_errors, p_throttled, p_requests)
    on conflict (org_id, grain, bucket, api_key_id) do update
       set requests = u.requests + excluded.requests, errors = u.errors + excluded.errors,
           throttled = u.throttled + excluded.throttled, peak_per_minute = u.requests + excluded.requests
    returning requests into v_minute_total;
    insert into api_key_usage as u (org_id, api_key_id, grain, bucket, requests, errors, throttled, peak_per_minute)
    values (p_org_id, p_api_key_id, 'h', date_trunc('hour', p_minute), p_requests, p_errors, p_throttled, v_minute_total)
    on conflict (org_id, grain, bucket, api_key_id) do update
       set requests = u.requests + excluded.requests, errors = u.errors + excluded.errors,
           throttled = u.throttled + excluded.throttled, peak_per_minute = greatest(u.peak_per_minute, excluded.peak_per_minute);
end $$;
grant execute on function record_api_key_usage to pulsegate_app;

create table secrets (
    id         uuid        not null default uuidv7() primary key,
    org_id     uuid        not null references organizations on delete cascade,
    kind       text        not null check (kind in ('webhook_signing')),
    nonce      bytea       not null check (length(nonce) = 12),
    ciphertext bytea       not null,
    created_at timestamptz not null default now(),
    unique (org_id, id)
);
comment on table secrets is 'what must be read back, AES-256-GCM under PULSEGATE_SECRET_KEY with org_id and id as associated data';
call protect_single_org('secrets', '{system}', '{admin,system}');
grant select, insert, delete on secrets to pulsegate_app;  -- not update: a new secret is a new row

create table audit_log (
    id          uuid        not null default uuidv7(),
    org_id      uuid        not null,
    at          timestamptz not null default now(),
    actor_kind  text        not null check (actor_kind in ('user', 'api_key', 'system')),
    actor_id    uuid,
    action      text        not null,
    target_type text,
    target_id   uuid,
    before      jsonb,
    after       jsonb,
    reason      text,
    ip          inet,
    primary key (org_id, at, id)
) partition by range (at);
comment on table audit_log is 'who did what and why; append-only';
call protect_single_org('audit_log', '{admin}', '{admin,system}');
grant select, insert on audit_log to pulsegate_app;  -- neither update nor delete: the past stands

create trigger access_changed after insert or update or delete on user_access for each statement execute function bump_access_version();
create trigger access_changed after update on users for each statement execute function bump_access_version();
create trigger access_changed after update or delete on sessions for each statement execute function bump_access_version();
create trigger access_changed after update of scopes, expires_at, revoked_at, rate_limit_per_minute on api_keys for each statement execute function bump_access_version();
create trigger access_changed after delete on api_key_secrets for each statement execute function bump_access_version();
create trigger data_changed after insert or update on api_keys for each statement execute function bump_data_version();
-- not "or update": usage is only ever upserted, which fires insert, and with it would fire both
create trigger data_changed after insert or delete on api_key_usage for each statement execute function bump_data_version();
