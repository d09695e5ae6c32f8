-- Acme's API requests of the last 24 hours, told anew at every start: 1,247 in all, and one minute
-- with 42 of the 100 that the storefront's key may make (42 %). Whole minutes and hours do not
-- survive being moved by 7 hours and 13 minutes, so this part is not moved.
select set_config('pulsegate.org_ids', '{ac3e0000-0000-4000-8000-000000000001}', true),
       set_config('pulsegate.role', 'system', true);

delete from api_key_usage where org_id = 'ac3e0000-0000-4000-8000-000000000001';
delete from api_usage where org_id = 'ac3e0000-0000-4000-8000-000000000001';
delete from api_key_peaks where org_id = 'ac3e0000-0000-4000-8000-000000000001';

select count(record_api_key_usage(k.org_id, k.id, u.minute, u.requests, u.errors, 0))
  from (-- the storefront: 40 minutes of 20, and the busiest one
        select 'Storefront' as name, now() - n * interval '28 minutes' as minute, 20 as requests,
               case when n % 5 = 0 then 1 else 0 end as errors
          from generate_series(1, 40) n
        union all
        select 'Storefront', now() - interval '150 minutes', 42, 2
        union all
        -- the warehouse: 45 minutes of 8
        select 'Warehouse scanners', now() - n * interval '25 minutes', 8, case when n = 7 then 1 else 0 end
          from generate_series(1, 45) n
        union all
        -- whoever tries things out: 15 minutes of 3
        select 'Demo key', now() - n * interval '60 minutes', 3, case when n = 4 then 1 else 0 end
          from generate_series(1, 15) n) u
  join api_keys k on k.org_id = 'ac3e0000-0000-4000-8000-000000000001' and k.name = u.name;
