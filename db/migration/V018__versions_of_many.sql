-- Every second a node asks for the versions of all organisations that are in use on it, and may have ten
-- thousand of them. A list is walked for each row, a sub-select is hashed once.
alter policy announced_select on org_versions using (org_id in (select unnest(pulsegate_org_ids())));
