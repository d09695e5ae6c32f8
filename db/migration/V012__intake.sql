-- Events in: what tells an arrival from a repetition of it, and the shape in which events are handed
-- over.

-- One row an event and organisation. A table of its own, since a partitioned log cannot promise that
-- a key is unique over all its partitions.
create table ingested_events (
    org_id    uuid        not null references organizations on delete cascade,
    event_key uuid        not null,
    log_id    uuid        not null,
    seen_at   timestamptz not null default now(),
    primary key (org_id, event_key)
);
comment on table ingested_events is 'kept for 7 days: an event that comes again within them changes nothing';
comment on column ingested_events.event_key is 'the first 128 bits of SHA-256 over source and id, as the sender wrote them';
create index on ingested_events (org_id, seen_at);
call protect_announced('ingested_events');
grant select, insert, delete on ingested_events to pulsegate_app;  -- not update

-- An event as room intake hands it over: mapped, redacted, and known to be new.
create type incoming_event as (
    id               uuid,
    integration_type text,
    connection_id    uuid,
    webhook_id       uuid,
    event_type       text,
    direction        text,
    status           text,
    message          text,
    error_message    text,
    error_code       text,
    failure_origin   text,
    http_status      smallint,
    duration_ms      integer,
    attempt_count    smallint,
    retryable        boolean,
    source           text,
    source_event_id  text,
    business_kind    text,
    business_ref     text,
    correlation_id   text,
    trace_id         text,
    actor_kind       text,
    actor_id         uuid,
    occurred_at      timestamptz,
    -- null: nothing of the following is kept
    payload_id         uuid,
    content_type       text,
    request_headers    jsonb,
    request_body       text,
    request_truncated  boolean,
    response_headers   jsonb,
    response_body      text,
    response_truncated boolean,
    redaction_version  smallint,
    redacted_paths     text[]
);

-- the groups of an interchange: a 997 answers a group, by the group's number
alter table edi_interchanges add column group_control_numbers text[] not null default '{}';
comment on column edi_interchanges.group_control_numbers is 'X12: GS06 of each functional group, which 997 and 999 answer';
