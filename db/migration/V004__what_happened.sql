-- The append-only log of final outcomes and notable events, and what belongs to them.
-- No foreign key leaves the high-volume tables: partitions are dropped, not deleted from.

create table integration_logs (
    id               uuid        not null default uuidv7(),
    org_id           uuid        not null,
    integration_type text        not null check (integration_type in ('comarch', 'edi', 'api_keys', 'webhooks', 'export', 'import')),
    connection_id    uuid,
    webhook_id       uuid,
    delivery_id      uuid,
    api_key_id       uuid,
    event_type       text        not null,
    direction        text        check (direction in ('inbound', 'outbound', 'internal')),
    status           text        not null check (status in ('success', 'warning', 'error')),
    message          text        not null,
    error_message    text,
    error_code       text,
    failure_origin   text        check (failure_origin in ('auth', 'config', 'network', 'timeout', 'remote_4xx', 'remote_5xx', 'data', 'rate_limit', 'internal')),
    http_status      smallint,
    duration_ms      integer     check (duration_ms >= 0),
    attempt_count    smallint    not null default 1 check (attempt_count >= 1),
    retryable        boolean     not null default false,
    retry_of         uuid,
    source           text,
    source_event_id  text,
    business_kind    text,
    business_ref     text,
    correlation_id   text,
    trace_id         text,
    actor_kind       text        check (actor_kind in ('user', 'api_key', 'system')),
    actor_id         uuid,
    payload_id       uuid,
    occurred_at      timestamptz not null,
    recorded_at      timestamptz not null default now(),
    primary key (org_id, occurred_at, id) include (integration_type, status)
) partition by range (occurred_at);
comment on table integration_logs is 'one row per final outcome (not per attempt) or notable event; never updated';
comment on column integration_logs.retry_of is 'the event that this outcome retried';
comment on column integration_logs.attempt_count is 'attempts that led to this outcome; retries are one fewer';
comment on column integration_logs.payload_id is 'bodies, where they were kept: event_payloads';
-- the primary key, read backwards, is the feed; these are the filters of the logs page
create index integration_logs_type on integration_logs (org_id, integration_type, occurred_at desc, id desc) include (status);
create index integration_logs_problem on integration_logs (org_id, status, occurred_at desc, id desc) where status <> 'success';
create index integration_logs_id on integration_logs (org_id, id);
create index integration_logs_retry_of on integration_logs (org_id, retry_of) where retry_of is not null;
create index integration_logs_business_ref on integration_logs (org_id, business_ref) where business_ref is not null;
call protect_announced('integration_logs');
grant select, insert on integration_logs to pulsegate_app;  -- neither update nor delete: outcomes are facts

create table event_payloads (
    id                 uuid        not null default uuidv7(),
    org_id             uuid        not null,
    request_headers    jsonb,
    request_body       text,
    request_truncated  boolean     not null default false,
    response_headers   jsonb,
    response_body      text,
    response_truncated boolean     not null default false,
    content_type       text,
    redaction_version  smallint    not null,
    redacted_paths     text[]      not null default '{}',
    stored_at          timestamptz not null default now(),
    primary key (org_id, id, stored_at)
) partition by range (stored_at);
comment on table event_payloads is 'bodies, redacted before they are stored; text, not jsonb, which would reorder keys';
call protect_single_org('event_payloads', '{admin,reader,system}', '{admin,system}');
grant select, insert on event_payloads to pulsegate_app;  -- neither update nor delete

create table webhook_deliveries (
    id              uuid        not null default uuidv7() primary key,
    org_id          uuid        not null,
    webhook_id      uuid        not null,
    message_id      uuid        not null,
    event_type      text        not null,
    status          text        not null check (status in ('pending', 'sending', 'delivered', 'retrying', 'dead', 'cancelled')),
    attempt_count   smallint    not null default 0,
    next_attempt_at timestamptz,
    created_at      timestamptz not null default now(),
    final_at        timestamptz,
    unique (org_id, id),
    unique (org_id, webhook_id, message_id),
    foreign key (org_id, webhook_id) references webhooks (org_id, id) on delete cascade
);
create index on webhook_deliveries (org_id, next_attempt_at) where status in ('pending', 'retrying');
call protect_announced('webhook_deliveries');
grant select, insert, update on webhook_deliveries to pulsegate_app;

create table webhook_delivery_attempts (
    id              uuid        not null default uuidv7(),
    org_id          uuid        not null,
    delivery_id     uuid        not null,
    attempt_number  smallint    not null,
    trigger         text        not null check (trigger in ('automatic', 'manual', 'replay')),
    url             text        not null,
    response_status smallint,
    error           text,
    duration_ms     integer,
    payload_id      uuid,
    started_at      timestamptz not null,
    primary key (org_id, started_at, id)
) partition by range (started_at);
create index webhook_delivery_attempts_delivery on webhook_delivery_attempts (org_id, delivery_id, started_at);
call protect_announced('webhook_delivery_attempts');
grant select, insert on webhook_delivery_attempts to pulsegate_app;  -- neither update nor delete

create table edi_interchanges (
    id             uuid        not null default uuidv7() primary key,
    org_id         uuid        not null references organizations on delete cascade,
    partner        text        not null,
    standard       text        not null check (standard in ('X12', 'EDIFACT', 'COMARCH', 'KSEF')),
    message_type   text        not null,
    direction      text        not null check (direction in ('inbound', 'outbound')),
    control_number text        not null,
    sent_at        timestamptz not null,
    ack_due_at     timestamptz,
    ack_status     text        not null check (ack_status in ('none', 'pending', 'accepted', 'accepted_with_errors', 'rejected')),
    acknowledged_at timestamptz,
    business_ref   text,
    log_id         uuid,
    unique (org_id, id),
    unique (org_id, partner, direction, standard, control_number)
);
comment on column edi_interchanges.ack_due_at is 'pending after this instant is overdue: a fact about time, so not a stored status';
create index edi_interchanges_pending on edi_interchanges (org_id, ack_due_at) where ack_status = 'pending';
create index edi_interchanges_recent on edi_interchanges (org_id, sent_at desc);
call protect_announced('edi_interchanges');
grant select, insert, update on edi_interchanges to pulsegate_app;

create table sync_runs (
    id               uuid        not null default uuidv7() primary key,
    org_id           uuid        not null,
    integration_type text        not null check (integration_type in ('comarch', 'edi', 'export', 'import')),
    connection_id    uuid        not null,
    entity           text        not null,
    state            text        not null check (state in ('running', 'succeeded', 'partial', 'failed')),
    started_at       timestamptz not null,
    finished_at      timestamptz,
    read_count       integer     not null default 0,
    written_count    integer     not null default 0,
    failed_count     integer     not null default 0,
    log_id           uuid,
    unique (org_id, id),
    foreign key (org_id, connection_id) references integration_connections (org_id, id) on delete cascade
);
create index sync_runs_latest on sync_runs (org_id, integration_type, started_at desc);
call protect_announced('sync_runs');
grant select, insert, update on sync_runs to pulsegate_app;

-- Work: mutable rows, gone when final (the outcome is then a row of integration_logs).
create table retry_queue (
    id               uuid        not null default uuidv7() primary key,
    org_id           uuid        not null references organizations on delete cascade,
    log_id           uuid        not null,
    integration_type text        not null check (integration_type in ('comarch', 'edi', 'api_keys', 'webhooks', 'export', 'import')),
    handler          text        not null,
    payload_id       uuid,
    state            text        not null default 'pending' check (state in ('pending', 'running')),
    attempt          smallint    not null default 0,
    max_attempts     smallint    not null,
    run_at           timestamptz not null,
    leased_until     timestamptz,
    last_error       text,
    idempotency_key  text,
    created_at       timestamptz not null default now(),
    unique (org_id, id),
    unique (org_id, idempotency_key)
);
create index retry_queue_waiting on retry_queue (org_id, integration_type, created_at);
create index retry_queue_due on retry_queue (run_at) where state = 'pending';
create index retry_queue_leased on retry_queue (leased_until) where state = 'running';
create index retry_queue_log on retry_queue (org_id, log_id);
call protect_announced('retry_queue');
grant select, insert, update, delete on retry_queue to pulsegate_app;

create table dead_letter_queue (
    id               uuid        not null default uuidv7() primary key,
    org_id           uuid        not null references organizations on delete cascade,
    log_id           uuid        not null,
    integration_type text        not null check (integration_type in ('comarch', 'edi', 'api_keys', 'webhooks', 'export', 'import')),
    handler          text        not null,
    payload_id       uuid,
    reason           text        not null,
    attempts         smallint    not null,
    dead_at          timestamptz not null,
    state            text        not null default 'dead' check (state in ('dead', 'requeued', 'discarded')),
    decided_by       uuid,
    decided_at       timestamptz,
    note             text,
    unique (org_id, id)
);
create index dead_letter_queue_dead on dead_letter_queue (org_id, integration_type, dead_at) where state = 'dead';
create index dead_letter_queue_log on dead_letter_queue (org_id, log_id);
call protect_announced('dead_letter_queue');
grant select, insert, update on dead_letter_queue to pulsegate_app;  -- not delete: decided, not gone

create trigger data_changed after insert or update on webhook_deliveries for each statement execute function bump_data_version();
create trigger data_changed after insert or update on edi_interchanges for each statement execute function bump_data_version();
create trigger data_changed after insert or update on sync_runs for each statement execute function bump_data_version();
create trigger data_changed after insert or update or delete on retry_queue for each statement execute function bump_data_version();
create trigger data_changed after insert or update on dead_letter_queue for each statement execute function bump_data_version();
