-- Spent sessions are deleted by the sign-in that follows them. Only the end of a session that still
-- opened a door is news to the nodes that remember it: their other credentials stay remembered.

create function bump_access_version_of_live_sessions() returns trigger language plpgsql as $$
begin
    if exists (select from gone where ended_at is null and expires_at > now()) then
        update org_versions set access_version = access_version + 1 where org_id = pulsegate_org_id();
    end if;
    return null;
end $$;

drop trigger access_changed on sessions;
create trigger access_changed after update on sessions for each statement execute function bump_access_version();
create trigger session_deleted after delete on sessions referencing old table as gone
    for each statement execute function bump_access_version_of_live_sessions();
