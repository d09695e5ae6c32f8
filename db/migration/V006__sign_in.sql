-- Sign-in happens before the organisation is known, so these functions see every organisation:
-- by one exact e-mail, identity or 256-bit hash, and never more than one row. They belong to
-- pulsegate_signin (FORCE binds the owner too), which reads these columns and nothing else.
-- With orgs_with_work and maintain_partitions they are all the definer functions there are.

grant select (id, org_id, email, display_name, password_hash, issuer, subject) on users to pulsegate_signin;
grant select (org_id, user_id, role, suspended_at) on user_access to pulsegate_signin;
grant select (id, org_id, user_id, token_hash, expires_at, ended_at) on sessions to pulsegate_signin;
grant select (api_key_id, org_id, secret_hash) on api_key_secrets to pulsegate_signin;
grant select (id, org_id, name, scopes, rate_limit_per_minute, expires_at, revoked_at) on api_keys to pulsegate_signin;
grant select (org_id, access_version) on org_versions to pulsegate_signin;
grant select (org_id, valid_until) on integration_health to pulsegate_signin;

create policy sign_in on users for select to pulsegate_signin using (true);
create policy sign_in on user_access for select to pulsegate_signin using (true);
create policy sign_in on sessions for select to pulsegate_signin using (true);
create policy sign_in on api_key_secrets for select to pulsegate_signin using (true);
create policy sign_in on api_keys for select to pulsegate_signin using (true);
create policy sign_in on org_versions for select to pulsegate_signin using (true);
create policy sign_in on integration_health for select to pulsegate_signin using (true);
-- the one_org and readers policies of the single-org tables are for those who announce
alter policy one_org on users to pulsegate_app, pulsegate_owner;
alter policy one_org on sessions to pulsegate_app, pulsegate_owner;
alter policy one_org on api_key_secrets to pulsegate_app, pulsegate_owner;
alter policy readers on users to pulsegate_app, pulsegate_owner;
alter policy readers on sessions to pulsegate_app, pulsegate_owner;
alter policy readers on api_key_secrets to pulsegate_app, pulsegate_owner;

-- by e-mail (password) or by issuer and subject (token); the other arguments null, or nobody is found
create function resolve_user(p_email text, p_issuer text, p_subject text)
returns table (org_id uuid, user_id uuid, display_name text, password_hash text, role text, suspended boolean, access_version bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select u.org_id, u.id, u.display_name, u.password_hash, a.role, a.suspended_at is not null, v.access_version
      from public.users u
      join public.user_access a on a.org_id = u.org_id and a.user_id = u.id
      join public.org_versions v on v.org_id = u.org_id
     where p_issuer is null and p_subject is null and u.email = lower(p_email)
        or p_email is null and u.issuer = p_issuer and u.subject = p_subject
$$;

create function resolve_api_key(p_secret_hash bytea)
returns table (org_id uuid, api_key_id uuid, name text, scopes text[], rate_limit_per_minute integer, expires_at timestamptz, access_version bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select k.org_id, k.id, k.name, k.scopes, k.rate_limit_per_minute, k.expires_at, v.access_version
      from public.api_key_secrets s
      join public.api_keys k on k.org_id = s.org_id and k.id = s.api_key_id
      join public.org_versions v on v.org_id = s.org_id
     where s.secret_hash = p_secret_hash and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
$$;

create function resolve_session(p_token_hash bytea)
returns table (org_id uuid, session_id uuid, user_id uuid, display_name text, role text, suspended boolean, expires_at timestamptz, access_version bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select s.org_id, s.id, u.id, u.display_name, a.role, a.suspended_at is not null, s.expires_at, v.access_version
      from public.sessions s
      join public.users u on u.org_id = s.org_id and u.id = s.user_id
      join public.user_access a on a.org_id = s.org_id and a.user_id = s.user_id
      join public.org_versions v on v.org_id = s.org_id
     where s.token_hash = p_token_hash and s.ended_at is null and s.expires_at > now()
$$;

-- Organisations that have work of a kind, who waits longest first, and nothing else about them;
-- who works announces one.
create function orgs_with_work(p_kind text, p_limit integer) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select h.org_id from public.integration_health h
     where p_kind = 'health' and h.valid_until <= now()
     group by h.org_id
     order by min(h.valid_until)
     limit p_limit
$$;

-- who creates a function for a role must be able to set that role, and it to create, for the moment
grant create on schema public to pulsegate_signin;
alter function resolve_user owner to pulsegate_signin;
alter function resolve_api_key owner to pulsegate_signin;
alter function resolve_session owner to pulsegate_signin;
alter function orgs_with_work owner to pulsegate_signin;
revoke create on schema public from pulsegate_signin;

set role pulsegate_signin;
revoke execute on function resolve_user, resolve_api_key, resolve_session, orgs_with_work from public;
grant execute on function resolve_user, resolve_api_key, resolve_session, orgs_with_work to pulsegate_app;
reset role;
