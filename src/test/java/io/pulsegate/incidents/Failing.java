package io.pulsegate.incidents;

import io.pulsegate.testing.TestOrg;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * One line on which things fail and succeed, as whoever logs them says it. Immutable; {@code
 * saying} and the like make another.
 */
record Failing(
        TestOrg org,
        String type,
        @Nullable UUID connection,
        @Nullable UUID webhook,
        String said,
        @Nullable String origin,
        @Nullable String kind) {

    private static final String LOG =
            """
            insert into integration_logs (org_id, integration_type, connection_id, webhook_id, event_type, status, message, error_message,
                                          error_code, failure_origin, business_kind, business_ref, occurred_at)
            select ?, ?, ?::uuid, ?::uuid, 'test', e.status, 'said', case e.status when 'error' then ? end, 'E', ?, ?, e.ref, now() - e.ago * interval '1 second'
              from unnest(?::text[], ?::text[], ?::float8[]) e (status, ref, ago)
            """;

    static Failing run(TestOrg org) {
        return new Failing(
                org, "comarch", org.connection("comarch"), null, "refused", null, "order");
    }

    static Failing endpoint(TestOrg org) {
        return new Failing(
                org, "webhooks", null, org.webhook("https://w.example"), "timeout", null, "order");
    }

    Failing saying(String other) {
        return new Failing(org, type, connection, webhook, other, origin, kind);
    }

    Failing because(String other) {
        return new Failing(org, type, connection, webhook, said, other, kind);
    }

    Failing about(@Nullable String other) {
        return new Failing(org, type, connection, webhook, said, origin, other);
    }

    /** So many minutes ago each, all in one batch. */
    void fails(double... minutes) {
        logs("error", null, minutes);
    }

    void succeeds(double... minutes) {
        logs("success", null, minutes);
    }

    void fails(String reference, double minutes) {
        logs("error", reference, minutes);
    }

    void succeeds(String reference, double minutes) {
        logs("success", reference, minutes);
    }

    private void logs(String status, @Nullable String reference, double... minutes) {
        batch(Arrays.stream(minutes).mapToObj(ago -> new Event(status, reference, ago)).toList());
    }

    record Event(String status, @Nullable String reference, double minutesAgo) {}

    void batch(List<Event> events) {
        org.inOrg(jdbc -> {
            // all queue for one lock, and the machine may be slow
            jdbc.sql("set local lock_timeout = '60s'").update();
            jdbc.sql("set local statement_timeout = '60s'").update();
            return jdbc.sql(LOG)
                    .params(
                            Arrays.asList(
                                    org.id().value(),
                                    type,
                                    connection,
                                    webhook,
                                    said,
                                    origin,
                                    kind,
                                    column(events, Event::status, String[]::new),
                                    column(events, Event::reference, String[]::new),
                                    column(events, e -> e.minutesAgo() * 60, Double[]::new)))
                    .update();
        });
    }

    private static <T> T[] column(
            List<Event> events, Function<Event, @Nullable T> value, IntFunction<T[]> array) {
        return events.stream().map(value).toArray(array);
    }

    /** The one incident of the organisation that shows; none: it is empty. */
    static Map<String, @Nullable Object> incident(TestOrg org) {
        var found =
                org.inOrg(jdbc ->
                        jdbc.sql("select * from listed_incidents order by opened_at")
                                .query()
                                .listOfRows());
        return found.isEmpty() ? Collections.<String, @Nullable Object>emptyMap() : found.getLast();
    }

    /** The clock cannot be moved on, so everything that happened is moved back. */
    static void passTime(TestOrg org, Duration time) {
        org.database()
                .superuser()
                .run(jdbc -> {
                    var past = " - interval '" + time.toSeconds() + " seconds'";
                    jdbc.sql("update integration_logs set occurred_at = occurred_at" + past)
                            .update();
                    jdbc.sql("update incident_references set failed_at = failed_at" + past)
                            .update();
                    jdbc.sql(
                                    """
                                    update incidents set first_seen_at = first_seen_at - t, last_seen_at = last_seen_at - t, since = since - t, opened_at = opened_at - t,
                                           closes_at = closes_at - t, run_since = run_since - t, run_last = run_last - t, resolved_at = resolved_at - t,
                                           acknowledged_at = acknowledged_at - t
                                      from (values (make_interval(secs => ?))) v (t)
                                    """)
                            .param((double) time.toSeconds())
                            .update();
                });
    }
}
