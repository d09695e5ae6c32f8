package io.pulsegate.db;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.List;

/** Counts the log itself, naively, in the snapshot of whoever asks, and compares. */
public final class Recount {

    private static final String DIFFERENCES =
            """
            with counted as (
                select o.id as org_id, t as integration_type,
                       count(l.id) filter (where l.status = 'success' and recent) as success,
                       count(l.id) filter (where l.status = 'warning' and recent) as warning,
                       count(l.id) filter (where l.status = 'error' and recent) as error,
                       (array_agg(l.id order by l.occurred_at desc, l.id desc) filter (where l.status in ('success', 'warning')))[1] as last_sync,
                       (array_agg(l.id order by l.occurred_at desc, l.id desc) filter (where l.status = 'error'))[1] as last_error,
                       (array_agg(coalesce(l.error_message, l.message) order by l.occurred_at desc, l.id desc) filter (where l.status = 'error'))[1] as last_text
                  from organizations o
                 cross join unnest(array['comarch', 'edi', 'api_keys', 'webhooks', 'export', 'import']) t
                  left join (select *, occurred_at > now() - interval '24 hours' and occurred_at <= now() as recent
                               from integration_logs) l on l.org_id = o.id and l.integration_type = t
                 group by o.id, t),
            shown as (
                select c.org_id, c.integration_type,
                       array[coalesce(c.success_24h, 0), coalesce(c.warning_24h, 0), coalesce(c.error_24h, 0), e.failed_24h] as figures,
                       -- the card of API keys counts requests instead
                       case when h.integration_type <> 'api_keys' then array[h.success_24h, h.error_24h] end as card,
                       (c.last_sync_event_id, c.last_error_event_id, c.last_error_message)::text as last
                  from org_counts c
                  join org_errors e using (org_id, integration_type)
                  join org_health h using (org_id, integration_type))
            select concat_ws(' ', integration_type, 'shows', figures, card, last, 'but counted are', success, warning, error, last_sync, last_error, last_text)
              from counted n full join shown s using (org_id, integration_type)
             where figures is distinct from array[success, warning, error, error]
                or last is distinct from (last_sync, last_error, last_text)::text
                or card <> array[success, error]
            """;

    private Recount() {}

    /** What the views show otherwise than the log says. */
    public static List<String> differences(JdbcClient jdbc) {
        return jdbc.sql(DIFFERENCES).query((row, _) -> row.getString(1)).list();
    }
}
