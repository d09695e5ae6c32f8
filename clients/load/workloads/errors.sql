-- as OrgDatabase sends it for the operation LoadErrors
\startpipeline
select set_config('pulsegate.org_ids', :orgs, true), set_config('pulsegate.role', :capacity, true), set_config('statement_timeout', :timeout, true), now();
select * from org_errors_if_changed(:version, :until);
\endpipeline
