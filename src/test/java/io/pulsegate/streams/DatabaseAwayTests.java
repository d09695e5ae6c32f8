package io.pulsegate.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pulsegate.access.ApiKeyFormat;
import io.pulsegate.testing.Beside;
import io.pulsegate.testing.OwnPostgres;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestDatabaseConfiguration;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.annotation.DirtiesContext;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;

/** PostgreSQL goes away under those who watch, and comes back. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import({TestDatabaseConfiguration.class, DatabaseAwayTests.OfItsOwn.class})
@DirtiesContext
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
@Beside
class DatabaseAwayTests {

    private static final String LIVE =
            "subscription { dashboardUpdates(cadenceSeconds: 5) { seq newEventCount"
                    + " stale { since ageSeconds } healthStatus { overallStatus } } }";

    @Autowired OwnPostgres postgres;
    @LocalServerPort int port;
    private final TestOrg acme;
    private final String key = ApiKeyFormat.generate();

    DatabaseAwayTests(@Autowired TestDatabase database) {
        acme = TestOrg.create(database, "Acme");
        acme.key(key, "dashboard:read");
        acme.connection("comarch");
        acme.log("comarch", "success", Duration.ofMinutes(1));
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class OfItsOwn {

        @Bean
        OwnPostgres postgres() {
            return new OwnPostgres(Path.of("target", "postgresql-of-one-test").toAbsolutePath());
        }

        @Bean
        @Primary
        TestDatabase ownDatabase(OwnPostgres postgres) {
            return postgres.database();
        }
    }

    @Test
    void saysThatFiguresAreOldWhileItIsDeadAndIsCurrentAgainByItself() throws Exception {
        outlives(postgres::kill, postgres::comeBack);
    }

    @Test
    void saysThatFiguresAreOldWhileItIsFrozenAndIsCurrentAgainByItself() throws Exception {
        outlives(postgres::freeze, postgres::thaw);
    }

    private void outlives(Runnable goesAway, Runnable comesBack) throws Exception {
        try (var socket = Client.open(port, Map.of()).hello(key);
                var idle = Client.open(port, Map.of()).hello(key);
                var events = EventClient.open(port, key, Map.of("query", LIVE))) {
            socket.subscribe("1", LIVE);
            var first = update(socket, _ -> true);
            assertThat(first.at("/stale").isNull()).isTrue();
            events.next("next");
            goesAway.run();
            var stale = update(socket, update -> !update.at("/stale").isNull());
            assertThat(stale.at("/healthStatus")).isEqualTo(first.at("/healthStatus"));
            // the next by the cadence
            var older = update(socket, update -> age(update) > age(stale));
            assertThat(older.at("/stale/since")).isEqualTo(stale.at("/stale/since"));
            comesBack.run();
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> update(socket, _ -> true).at("/stale").isNull());
            acme.log("comarch", "error", Duration.ZERO);
            var news = update(socket, update -> update.at("/newEventCount").asInt() == 1);
            assertThat(news.at("/healthStatus/overallStatus").asString()).isEqualTo("DEGRADED");
            await().until(() -> events.next("next").toString().contains("\"newEventCount\":1"));
            assertThat(socket.closeCode).isZero();
            assertThat(idle.closeCode).isZero();
        }
    }

    private static long age(JsonNode update) {
        return update.at("/stale/ageSeconds").asLong();
    }

    /** The next that is as it should be; what comes before it is passed over. */
    private static JsonNode update(Client client, Predicate<JsonNode> such) {
        var update = client.next("next", "1").at("/payload/data/dashboardUpdates");
        return such.test(update) ? update : update(client, such);
    }
}
