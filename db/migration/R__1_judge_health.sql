-- The rules, once. From the facts about one integration of one organisation: its status, its
-- level, the rule that decided, and when time alone may change the verdict (null: never).
-- Pure, and one SELECT, so that the planner inlines it into org_health; "offset 0" keeps it from
-- writing the rules out twice more, wherever their verdict is mentioned.
--
-- The rules' words are in io.pulsegate.health.StatusReason; a test holds both lists together.
-- Run-based: comarch, edi, export, import. Fan-out: webhooks. API keys by their table.
create or replace function judge_health(
    p_type            text,
    p_configured      integer,      -- connections, keys or webhooks that exist
    p_active          integer,      -- of these: enabled, not expired, not revoked
    p_credential_gone boolean,      -- enabled connections exist, but no credential of theirs is valid
    p_since           timestamptz,  -- when the first of them was set up
    p_last_sync_at    timestamptz,
    p_last_sync_id    uuid,
    p_last_error_at   timestamptz,
    p_last_error_id   uuid,
    p_success         bigint,       -- outcomes of the last 24 hours
    p_error           bigint,
    p_failing         integer,      -- active endpoints that fail now
    p_stale_after     interval,     -- silent for longer means disconnected
    p_credential_ends timestamptz,  -- the next end of a credential
    p_ok_rate         numeric,
    p_error_rate      numeric,
    p_min_samples     integer,
    p_at              timestamptz
) returns table (status text, level text, rule text, valid_until timestamptz)
language sql immutable parallel safe as $$
    select v.status, v.level, r.rule,
           least(case when p_credential_ends > p_at then p_credential_ends end,
                 case when p_type in ('comarch', 'edi', 'export', 'import') and r.rule in ('healthy', 'low_rate', 'awaiting_first_run')
                      then coalesce(p_last_sync_at, p_since) + p_stale_after end)
      from (select case
               when p_configured = 0 then 'never_configured'
               when p_type = 'api_keys' then
                   case when p_active = 0 then 'no_active_key'
                        when p_success + p_error >= p_min_samples and p_success * 100 < p_error_rate * (p_success + p_error) then 'failing_rate'
                        when p_success * 100 < p_ok_rate * (p_success + p_error) then 'low_rate'
                        else 'keys_active' end
               when p_active = 0 then case when p_credential_gone then 'credential_expired' else 'disabled' end
               when p_type = 'webhooks' then
                   case when p_failing >= p_active then 'all_endpoints_failing'
                        when p_success + p_error >= p_min_samples and p_success * 100 < p_error_rate * (p_success + p_error) then 'failing_rate'
                        when p_failing > 0 then 'endpoints_failing'
                        when p_success * 100 < p_ok_rate * (p_success + p_error) then 'low_rate'
                        else 'healthy' end
               when p_last_error_at is not null
                    and (p_last_sync_at is null or (p_last_error_at, p_last_error_id) > (p_last_sync_at, p_last_sync_id)) then 'last_run_failed'
               when coalesce(p_last_sync_at, p_since) + p_stale_after <= p_at then 'silent'
               when p_last_sync_at is null then 'awaiting_first_run'
               when p_success + p_error >= p_min_samples and p_success * 100 < p_ok_rate * (p_success + p_error) then 'low_rate'
               else 'healthy' end
             offset 0) r (rule)
      join (values ('never_configured',      'not_configured', 'none'),
                   ('disabled',              'disconnected',   'warning'),
                   ('credential_expired',    'disconnected',   'critical'),
                   ('no_active_key',         'disconnected',   'critical'),
                   ('silent',                'disconnected',   'critical'),
                   ('last_run_failed',       'error',          'critical'),
                   ('failing_rate',          'error',          'critical'),
                   ('all_endpoints_failing', 'error',          'critical'),
                   ('endpoints_failing',     'connected',      'warning'),
                   ('low_rate',              'connected',      'warning'),
                   ('awaiting_first_run',    'connected',      'ok'),
                   ('keys_active',           'connected',      'ok'),
                   ('healthy',               'connected',      'ok')) v (rule, status, level) on v.rule = r.rule
$$;
grant execute on function judge_health to pulsegate_app;
