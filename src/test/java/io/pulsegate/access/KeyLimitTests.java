package io.pulsegate.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.tenancy.OrgDatabase;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.stream.Stream;

/** How often a key may ask, over all nodes, and what is said of it. */
@DoorTest
class KeyLimitTests {

    private final Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES);

    @Autowired TestDatabase database;
    @Autowired OrgDatabase orgs;
    @Autowired KeyUsage usage;
    @LocalServerPort int port;

    private TestOrg acme;

    @BeforeEach
    void settle() {
        acme = TestOrg.create(database, "Acme");
    }

    @Test
    void countsDownAndThenSaysWhenToComeBack() {
        var browser = limited(2);
        var first = browser.get("/graphql");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(header(first, "RateLimit-Limit")).isEqualTo("2");
        assertThat(header(first, "RateLimit-Remaining")).isEqualTo("1");
        assertThat(Integer.parseInt(header(first, "RateLimit-Reset"))).isBetween(1, 60);
        var refused = browser.get("/graphql");
        // a new minute may begin between two of them, and then two more pass
        for (int i = 0; i < 5 && refused.statusCode() != 429; i++) {
            refused = browser.get("/graphql");
        }
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(header(refused, "RateLimit-Remaining")).isEqualTo("0");
        assertThat(Integer.parseInt(header(refused, "Retry-After"))).isBetween(1, 60);
        assertThat(refused.body()).contains("TOO_MANY_REQUESTS");
    }

    @Test
    void saysNothingToAKeyWithoutALimitButCountsIt() {
        var key = ApiKeyFormat.generate();
        acme.key(key, "dashboard:read");
        var browser = new Browser(port).with("Authorization", "Bearer " + key);
        assertThat(browser.get("/graphql").headers().firstValue("RateLimit-Limit")).isEmpty();
        assertThat(browser.get("/api/integrations/metrics").statusCode()).isEqualTo(403);
        // an answer may be here before its request is counted as failed
        Awaitility.await()
                .untilAsserted(() -> {
                    usage.settle();
                    assertThat(counted()).isEqualTo("2 1 1");
                });
    }

    @Test
    void addsUpWhatTwoNodesLetPass() {
        var key = new Viewer.ApiKey(acme.key(UUID.randomUUID().toString()), "key", 10);
        var here = new KeyUsage(orgs, Clock.fixed(minute, ZoneOffset.UTC));
        var there = new KeyUsage(orgs, Clock.fixed(minute.plusSeconds(20), ZoneOffset.UTC));
        pass(here, key, 4);
        pass(there, key, 3);
        here.settle();
        there.settle();
        assertThat(there.pass(acme.id(), key))
                .isEqualTo(new KeyUsage.Standing(10, 2, Duration.ofSeconds(40)));
        pass(here, key, 1);
        here.settle();
        pass(here, key, 20);
        here.settle();
        there.settle();
        // one over the limit: let pass there before here was settled
        assertThat(usageOf(key)).isEqualTo("11 18 11");
    }

    /** At ten times the rate, and nobody settles by the clock. */
    @Test
    void letsThreeNodesTogetherPassNoMoreThanOneInTwentyTooMany() {
        var key = new Viewer.ApiKey(acme.key(UUID.randomUUID().toString()), "key", 600);
        var nodes =
                Stream.generate(() -> new KeyUsage(orgs, Clock.fixed(minute, ZoneOffset.UTC)))
                        .limit(3)
                        .toList();
        int passed = 0;
        for (int i = 0; i < 6000; i++) {
            var standing = nodes.get(i % 3).pass(acme.id(), key);
            passed += standing != null && standing.remaining() >= 0 ? 1 : 0;
        }
        assertThat(passed).isBetween(600, 630);
    }

    @Test
    void goesByWhatItKnowsWhileNothingCanBeSettled() {
        var key = new Viewer.ApiKey(acme.key(UUID.randomUUID().toString()), "key", 10);
        var here = new KeyUsage(orgs, Clock.fixed(minute, ZoneOffset.UTC));
        database.superuser().jdbc().sql("alter table api_key_usage rename to gone").update();
        try {
            pass(here, key, 9);
            assertThat(here.pass(acme.id(), key))
                    .isEqualTo(new KeyUsage.Standing(10, 0, Duration.ofMinutes(1)));
            assertThat(here.pass(acme.id(), key))
                    .isEqualTo(new KeyUsage.Standing(10, -1, Duration.ofMinutes(1)));
        } finally {
            database.superuser().jdbc().sql("alter table gone rename to api_key_usage").update();
        }
    }

    @Test
    void keepsWhatCouldNotBeSettled() {
        var key = new Viewer.ApiKey(acme.key(UUID.randomUUID().toString()), "key", null);
        var here = new KeyUsage(orgs, Clock.fixed(minute, ZoneOffset.UTC));
        pass(here, key, 3);
        database.superuser().jdbc().sql("alter table api_key_usage rename to gone").update();
        here.settle();
        database.superuser().jdbc().sql("alter table gone rename to api_key_usage").update();
        here.settle();
        assertThat(usageOf(key)).isEqualTo("3 0 3");
    }

    private String counted() {
        return acme.inOrg(jdbc ->
                jdbc.sql(
                                "select sum(requests) || ' ' || sum(errors) || ' ' || (select"
                                        + " count(last_used_at) from api_keys) from api_key_usage"
                                        + " where grain = 'h'")
                        .query(String.class)
                        .single());
    }

    private void pass(KeyUsage node, Viewer.ApiKey key, int times) {
        for (int i = 0; i < times; i++) node.pass(acme.id(), key);
    }

    private String usageOf(Viewer.ApiKey key) {
        return acme.inOrg(jdbc ->
                jdbc.sql(
                                "select requests || ' ' || throttled || ' ' || peak_per_minute from"
                                        + " api_key_usage where api_key_id = ? and grain = 'h'")
                        .param(key.id())
                        .query(String.class)
                        .single());
    }

    private Browser limited(int limit) {
        var key = ApiKeyFormat.generate();
        var id = acme.key(key, "dashboard:read");
        acme.change("update api_keys set rate_limit_per_minute = ? where id = ?", limit, id);
        return new Browser(port).with("Authorization", "Bearer " + key);
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
