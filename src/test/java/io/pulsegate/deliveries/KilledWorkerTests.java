package io.pulsegate.deliveries;

import static io.pulsegate.testing.Receiver.says;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pulsegate.tenancy.SecretKey;
import io.pulsegate.testing.Beside;
import io.pulsegate.testing.Deliveries;
import io.pulsegate.testing.Jdk;
import io.pulsegate.testing.Receiver;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Gateways that are killed while they deliver: two at work, and now and then one of them dies. */
@Beside
class KilledWorkerTests {

    @TempDir Path temp;
    private final TestDatabase database = TestDatabase.fresh();
    private final TestOrg org = TestOrg.create(database, "Acme");
    private final Deliveries deliveries = new Deliveries(org);
    private final List<Process> nodes = new ArrayList<>();
    private final Random random = new Random(20261122);

    @AfterEach
    void leaveNothingRunning() {
        nodes.forEach(Process::destroyForcibly);
    }

    @Test
    void losesNothingAndDoesNothingTwice() throws Exception {
        survives(200, 1);
    }

    @Test
    @Tag("long")
    void losesNothingAndDoesNothingTwiceTwentyTimes() throws Exception {
        survives(1000, 20);
    }

    private void survives(int count, int kills) throws Exception {
        var done = ConcurrentHashMap.<String>newKeySet();
        try (var receiver = new Receiver()) {
            receiver.at(
                    "/hook",
                    exchange -> {
                        // the effect, once for each id; then an answer that may come too late
                        done.add(exchange.getRequestHeaders().getFirst("webhook-id"));
                        pause(random.nextInt(40));
                        says(200, "").write(exchange);
                    });
            var webhook = org.webhook(receiver.url("/hook"));
            for (int i = 0; i < count; i++) deliveries.waiting(webhook, "{\"n\":" + i + "}", 0, 10);
            nodes.add(node(receiver));
            nodes.add(node(receiver));
            for (int kill = 1; kill <= kills; kill++) {
                int until = count * kill / (kills + 1);
                await().atMost(Duration.ofMinutes(3)).until(() -> done.size() >= until);
                pause(random.nextInt(50));
                nodes.removeFirst().destroyForcibly().waitFor();
                nodes.add(node(receiver));
            }
            await().atMost(Duration.ofMinutes(3))
                    .until(() -> deliveries.rows("select 1 from retry_queue limit 1").isEmpty());

            assertThat(done).hasSize(count);
            assertThat(bodies(receiver)).as("every message").hasSize(count);
        }
        assertThat(
                        deliveries.rows(
                                "select status, count(*) as n from webhook_deliveries group by 1"))
                .containsExactly(Map.of("status", "delivered", "n", (long) count));
        assertThat(
                        deliveries.rows(
                                "select 1 from integration_logs where status = 'success' group by"
                                        + " retry_of having count(*) <> 1"))
                .as("outcomes written down twice")
                .isEmpty();
        assertThat(
                        deliveries.rows(
                                "select count(*) as n from integration_logs where status ="
                                        + " 'success'"))
                .containsExactly(Map.of("n", (long) count));
        assertThat(
                        deliveries.rows(
                                "select success_count_24h as n from integration_health where"
                                        + " integration_type = 'webhooks'"))
                .containsExactly(Map.of("n", count));
    }

    /** One id, one body: whoever looks at the id sees each message once. */
    private static Set<String> bodies(Receiver receiver) {
        var byId =
                receiver.received.stream()
                        .collect(
                                Collectors.groupingBy(
                                        one -> one.header("webhook-id"),
                                        Collectors.mapping(
                                                Receiver.Received::body, Collectors.toSet())));
        assertThat(byId.values()).allSatisfy(same -> assertThat(same).hasSize(1));
        return byId.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    /** The other JVM: a node with the rooms that deliver, and no others. */
    public static void main(String[] args) {
        new SpringApplicationBuilder(Node.class).web(WebApplicationType.NONE).run(args);
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackages = "io.pulsegate.tenancy")
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        TransactionAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        DataJdbcRepositoriesAutoConfiguration.class
    })
    @Import(SimpleMeterRegistry.class)
    @ComponentScan(
            basePackages = {
                "io.pulsegate.tenancy",
                "io.pulsegate.outbound",
                "io.pulsegate.redaction",
                "io.pulsegate.work",
                "io.pulsegate.deliveries"
            },
            excludeFilters =
                    @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*Tests(\\$.*)?"))
    static class Node {}

    private Process node(Receiver receiver) throws IOException {
        var said = Files.createTempFile(temp, "node", ".out");
        var node =
                new ProcessBuilder(
                                Jdk.program("java"),
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx256m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                KilledWorkerTests.class.getName())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile());
        var settings = node.environment();
        settings.put("SPRING_DATASOURCE_URL", database.jdbcUrl());
        settings.put("SPRING_DATASOURCE_USERNAME", "pulsegate_app");
        settings.put("SPRING_DATASOURCE_PASSWORD", "pulsegate_app");
        settings.put("PULSEGATE_SECRET_KEY", SecretKey.generate());
        settings.put("PULSEGATE_OUTBOUND_TRUSTED", receiver.origin().toString());
        settings.put("PULSEGATE_OUTBOUND_TOTALTIMEOUT", "1s");
        settings.put("PULSEGATE_DELIVERIES_LEASE", "2s");
        settings.put("PULSEGATE_DELIVERIES_POLL", "100ms");
        return node.start();
    }

    /** Chance, not patience: where in its work the other side is hit. */
    private static void pause(int millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
