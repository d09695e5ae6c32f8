-- The three roles and the database. Run once, by an administrator, before the first start;
-- the embedded PostgreSQL runs this very file. Set the passwords afterwards (README).

-- owns and migrates everything; FORCE ROW LEVEL SECURITY binds it too
create role pulsegate_owner login nosuperuser nobypassrls nocreatedb nocreaterole;

-- the gateway at run time: owns nothing, cannot bypass row-level security
create role pulsegate_app login nosuperuser nobypassrls nocreatedb nocreaterole;
alter role pulsegate_app set statement_timeout = '2s';
alter role pulsegate_app set lock_timeout = '500ms';
alter role pulsegate_app set idle_in_transaction_session_timeout = '5s';
alter role pulsegate_app set transaction_timeout = '10s';

-- owns the functions that find a credential before its organisation is known, and nothing else.
-- The owner may hand functions to it, but does not inherit what it can see.
create role pulsegate_signin nologin nosuperuser nobypassrls nocreatedb nocreaterole;
grant pulsegate_signin to pulsegate_owner with inherit false, set true;

create database pulsegate owner pulsegate_owner;
