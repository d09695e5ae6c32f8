-- Whether a reference that failed was served since: the question of every failure that has one
-- (R__9_incidents). Without the time in the index it read the whole history of the reference, and
-- nothing else asks the log by reference.
drop index integration_logs_business_ref;
create index integration_logs_served on integration_logs (org_id, business_ref, occurred_at)
    where business_ref is not null and status <> 'error';
