-- Incidents: failures of one kind together, so that people see three problems and not 2,000 errors.
-- How they come about is in R__9_incidents.sql.

alter table integration_logs add column fingerprint uuid;
comment on column integration_logs.fingerprint is 'what a failure has in common with others of its kind; null: no failure, or one from before there were incidents';
create index integration_logs_fingerprint on integration_logs (org_id, fingerprint, occurred_at desc, id desc) where fingerprint is not null;

create table incidents (
    id                  uuid        not null default uuidv7(),
    org_id              uuid        not null references organizations on delete cascade,
    fingerprint         uuid        not null,
    fingerprint_version smallint    not null,
    integration_type    text        not null check (integration_type in ('comarch', 'edi', 'api_keys', 'webhooks', 'export', 'import')),
    connection_id       uuid,
    webhook_id          uuid,
    event_type          text        not null,
    error_code          text,
    title               text        not null,
    last_log_id         uuid        not null,
    state               text        not null check (state in ('watched', 'open', 'acknowledged', 'resolved')),
    -- every failure of this kind, whenever it happened
    first_seen_at       timestamptz not null,
    last_seen_at        timestamptz not null,
    total_count         bigint      not null,
    -- since it was last opened
    since               timestamptz,
    count               integer     not null default 0,
    opened_at           timestamptz,
    closes_at           timestamptz,
    successes           smallint    not null default 0 check (successes between 0 and 2),
    quiet_for           interval    not null,
    reopened            integer     not null default 0,
    -- while it is not open: the failures that may open it
    run_since           timestamptz,
    run_last            timestamptz,
    run_count           integer     not null default 0,
    -- what people did about it; the last resolution stays known when it comes back
    acknowledged_at     timestamptz,
    acknowledged_by     text,
    resolved_at         timestamptz,
    resolved_by         text,
    resolution_note     text,
    waiting             jsonb       not null default '{}',
    primary key (org_id, id),
    unique (org_id, fingerprint),
    check (state = 'watched' or since is not null and opened_at is not null and closes_at is not null),
    check (state <> 'resolved' or resolved_at is not null)
);
comment on column incidents.state is 'watched: too little so far; open and acknowledged hold until closes_at only; resolved: by a person';
comment on column incidents.title is 'what the last of these failures said';
comment on column incidents.closes_at is 'when it closes by itself unless it fails again: a fact about time, so not a stored status';
comment on column incidents.successes is 'of the same connection since the last failure; more than two are as good as two';
comment on column incidents.quiet_for is 'how long it must be quiet; longer each time it comes back within a day';
comment on column incidents.acknowledged_by is 'the name, as it was shown then; the audit log has the id';
comment on column incidents.waiting is 'how many references wait, by kind; '''' is of no kind';
create index incidents_newest on incidents (org_id, opened_at desc, id desc) where state <> 'watched';
create index incidents_open on incidents (org_id, integration_type, closes_at) where state in ('open', 'acknowledged');
call protect_announced('incidents');
grant select, insert, update, delete on incidents to pulsegate_app;

-- Orders, invoices and the like that failed so and did not succeed on the same connection since.
create table incident_references (
    org_id        uuid        not null,
    incident_id   uuid        not null,
    business_ref  text        not null,
    business_kind text        not null,
    failed_at     timestamptz not null,
    primary key (org_id, incident_id, business_ref),
    foreign key (org_id, incident_id) references incidents (org_id, id) on delete cascade
);
comment on column incident_references.business_kind is ''''': none was said';
create index incident_references_ref on incident_references (org_id, business_ref);
call protect_announced('incident_references');
grant select, insert, update, delete on incident_references to pulsegate_app;
