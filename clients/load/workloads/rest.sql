-- as OrgDatabase sends it for the operation RestDashboard
\startpipeline
select set_config('pulsegate.org_ids', :orgs, true), set_config('pulsegate.role', :capacity, true), set_config('statement_timeout', :timeout, true), now();
select * from org_health_if_changed(:version, :until);
select org_id, server_time, as_of, data_version, last_event_at, (event).* from org_activity_if_changed(:version, :until, :first);
select * from org_errors_if_changed(:version, :until);
\endpipeline
