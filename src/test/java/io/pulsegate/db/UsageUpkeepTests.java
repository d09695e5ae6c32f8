package io.pulsegate.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.UUID;

/** What of the use of keys is kept, and for how long. */
class UsageUpkeepTests {

    private final TestOrg acme = TestOrg.create(TestDatabase.fresh(), "Acme");
    private final UUID key = acme.key("some-key", "events:write");

    @ParameterizedTest
    @ValueSource(strings = {"api_key_usage", "api_usage"})
    void forgetsMinutesThatNo24HoursHoldAndHoursAfter35Days(String table) {
        for (var ago : List.of("36 days", "34 days", "26 hours", "24 hours", "1 hour")) {
            use(ago);
        }
        use("0 minutes");
        assertThat(count(table, "grain = 'm' and bucket < now() - interval '25 hours 1 minute'"))
                .isZero();
        assertThat(count(table, "grain = 'm'")).as("now, 1 and 24 hours ago").isEqualTo(3);
        assertThat(count(table, "grain = 'h' and bucket < now() - interval '35 days'")).isZero();
        assertThat(count(table, "grain = 'h' and bucket < now() - interval '25 hours'"))
                .as("34 days and 26 hours ago")
                .isEqualTo(2);
    }

    /** Whoever comes back after a long time does not wait until all of it is gone. */
    @Test
    void forgetsALongPastLittleByLittle() {
        acme.change(
                """
                insert into api_key_usage (org_id, api_key_id, grain, bucket, requests)
                select ?, ?, 'm', now() - n * interval '1 minute', 1 from generate_series(1501, 2600) n
                """,
                acme.id().value(),
                key);
        use("2 minutes");
        assertThat(count("api_key_usage", "bucket < now() - interval '25 hours'")).isEqualTo(600);
        use("1 minute");
        use("0 minutes");
        assertThat(count("api_key_usage", "bucket < now() - interval '25 hours'")).isZero();
    }

    private void use(String ago) {
        acme.inOrg(jdbc ->
                jdbc.sql("select record_api_key_usage(?, ?, now() - ?::interval, 1, 0, 0)")
                        .params(acme.id().value(), key, ago)
                        .query()
                        .listOfRows());
    }

    private long count(String table, String which) {
        return acme.inOrg(jdbc ->
                jdbc.sql("select count(*) from " + table + " where " + which)
                        .query(Long.class)
                        .single());
    }
}
