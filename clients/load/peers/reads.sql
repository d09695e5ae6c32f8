-- as sections.mjs sends it for the operation LoadDashboard
\startpipeline
select set_config('pulsegate.org_ids', :orgs, true), set_config('pulsegate.role', :capacity, true), set_config('statement_timeout', :timeout, true), now();
select integration_type, status, level, last_sync_at, last_error_at, last_error_message, success_24h, error_24h from org_health;
select (event).id, (event).integration_type, (event).event_type, (event).status, (event).occurred_at, (event).message, (event).error_message, (event).attempt_count from org_activity(:first);
select failed_24h, pending, dead from org_errors;
\endpipeline
