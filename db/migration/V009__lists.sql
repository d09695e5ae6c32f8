-- What the list pages are found by: each list is read newest first, by (time, id), a page at a time.

create index sync_runs_newest on sync_runs (org_id, started_at desc, id desc);
create index retry_queue_newest on retry_queue (org_id, created_at desc, id desc);
create index dead_letter_queue_newest on dead_letter_queue (org_id, dead_at desc, id desc) where state = 'dead';
create index webhook_deliveries_newest on webhook_deliveries (org_id, webhook_id, created_at desc, id desc);

-- a webhook's figures, and the event that tells of a delivery; rows of anything else are not in these
create index integration_logs_webhook on integration_logs (org_id, webhook_id, occurred_at desc) include (status) where webhook_id is not null;
create index integration_logs_delivery on integration_logs (org_id, delivery_id) where delivery_id is not null;
