-- as OrgDatabase sends it for the operation LoadActivity
\startpipeline
select set_config('pulsegate.org_ids', :orgs, true), set_config('pulsegate.role', :capacity, true), set_config('statement_timeout', :timeout, true), now();
select org_id, server_time, as_of, data_version, last_event_at, (event).* from org_activity_if_changed(:version, :until, :first);
\endpipeline
