package io.pulsegate.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.testing.Beside;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.List;
import java.util.Random;
import java.util.UUID;

/** The sums and peaks of API keys equal their minutes, however much time went by. */
@Beside
class ExactUsageTests {

    /** Counts every minute of every key, naively, and compares. */
    private static final String DIFFERENCES =
            """
            with minutes as (
                select u.*, u.requests::double precision / k.rate_limit_per_minute as usage
                  from api_key_usage u
                  join api_keys k on k.id = u.api_key_id
                 where u.grain = 'm' and u.bucket > now() - interval '24 hours')
            select concat_ws(' ', 'the card shows', h.requests_24h, h.error_24h, h.throttled_24h, h.peak_usage, 'but counted are',
                             m.requests, m.errors, m.throttled, m.usage)
              from org_health h,
                   (select coalesce(sum(requests), 0) as requests, coalesce(sum(errors), 0) as errors, coalesce(sum(throttled), 0) as throttled, max(usage) as usage from minutes) m
             where h.integration_type = 'api_keys'
               and (h.requests_24h, h.error_24h, h.throttled_24h, h.peak_usage) is distinct from (m.requests, m.errors, m.throttled, m.usage)
            union all
            select concat_ws(' ', 'the list shows', l.requests_24h, l.peak_per_minute, 'but counted are', m.requests, m.peak)
              from listed_api_keys l
              left join (select api_key_id, sum(requests) as requests, max(requests) as peak from minutes group by api_key_id) m on m.api_key_id = l.id
             where (l.requests_24h, l.peak_per_minute) is distinct from (coalesce(m.requests, 0), m.peak)
            """;

    @ParameterizedTest
    @ValueSource(longs = {1, 22, 333})
    void equalTheMinutesThroughARandomHistory(long seed) {
        var random = new Random(seed);
        var org = TestOrg.create(TestDatabase.fresh(), "Acme");
        var keys =
                List.of(
                        org.key("pgk_one_1234"),
                        org.key("pgk_two_1234"),
                        org.key("pgk_three_1234"));
        org.change("update api_keys set rate_limit_per_minute = 60 where id = ?", keys.get(0));
        org.change("update api_keys set rate_limit_per_minute = 7 where id = ?", keys.get(1));
        for (int step = 0; step < 30; step++) {
            var differences =
                    org.inOrg(jdbc -> {
                        if (random.nextInt(4) > 0) record(jdbc, org, keys, random);
                        return jdbc.sql(DIFFERENCES).query((row, _) -> row.getString(1)).list();
                    });
            assertThat(differences).as("step %d of seed %d", step, seed).isEmpty();
            if (random.nextInt(2) == 0) passTime(org, random.nextInt(1, 9));
        }
    }

    /** Just now, or up to 26 hours late. */
    private static void record(JdbcClient jdbc, TestOrg org, List<UUID> keys, Random random) {
        for (int i = random.nextInt(1, 12); i > 0; i--) {
            int late = random.nextInt(3) == 0 ? random.nextInt(26 * 60) : 0;
            jdbc.sql("select record_api_key_usage(?, ?, now() - ? * interval '1 minute', ?, ?, ?)")
                    .params(
                            org.id().value(),
                            keys.get(random.nextInt(keys.size())),
                            late,
                            random.nextInt(1, 50),
                            random.nextInt(3),
                            random.nextInt(2))
                    .query()
                    .listOfRows();
        }
    }

    /**
     * The clock cannot be moved on, so everything that happened is moved back, by whole hours: they
     * are kept as such.
     */
    private static void passTime(TestOrg org, int hours) {
        org.database()
                .superuser()
                .run(jdbc -> {
                    var past = " - interval '" + hours + " hours'";
                    // in two moves, so that no minute meets another on its way
                    for (var table : List.of("api_key_usage", "api_usage")) {
                        var move = "update " + table + " set bucket = bucket ";
                        jdbc.sql(move + "+ interval '100 years'").update();
                        jdbc.sql(move + "- interval '100 years'" + past).update();
                    }
                    jdbc.sql(
                                    "update api_key_peaks set minute = minute"
                                            + past
                                            + ", last_minute = last_minute"
                                            + past)
                            .update();
                });
    }
}
