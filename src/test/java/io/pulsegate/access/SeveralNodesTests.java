package io.pulsegate.access;

import static io.pulsegate.testing.Receiver.says;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pulsegate.Gateway;
import io.pulsegate.tenancy.SecretKey;
import io.pulsegate.testing.Balancer;
import io.pulsegate.testing.Beside;
import io.pulsegate.testing.Deliveries;
import io.pulsegate.testing.GatewayArguments;
import io.pulsegate.testing.NewerSchema;
import io.pulsegate.testing.Receiver;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Three nodes that share a database and nothing else, behind a proxy. */
@Beside
class SeveralNodesTests {

    private static final String SECRET = SecretKey.generate();
    private static final String ASKED = "/api/integrations/health";

    @TempDir static Path temp;
    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final List<ConfigurableApplicationContext> NODES = new ArrayList<>();
    private static Receiver receiver;
    private static Balancer balancer;

    private final TestOrg acme = TestOrg.create(DATABASE, "Acme");

    @BeforeAll
    static void start() throws Exception {
        receiver = new Receiver();
        balancer = new Balancer();
        for (int i = 0; i < 3; i++) {
            NODES.add(node());
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> balancer.ready().size() == 3);
    }

    @AfterAll
    static void stop() throws Exception {
        NODES.forEach(node -> balancer.forgets(port(node)));
        balancer.close();
        NODES.parallelStream().forEach(ConfigurableApplicationContext::close);
        receiver.close();
    }

    @Test
    void aSessionIsKnownToAllAndEndsOnAll() {
        var email = UUID.randomUUID() + "@acme.example";
        acme.user(email, "IT_MANAGER");
        var browsers = NODES.stream().map(node -> new Browser(port(node))).toList();
        var first = browsers.getFirst();
        first.signIn(email, "demo");
        browsers.forEach(browser -> browser.cookies().putAll(first.cookies()));
        browsers.forEach(browser -> answers(browser, 200));
        browsers.get(1).postFromOurPage("/logout", Map.of());
        answers(first, 401);
        answers(browsers.getLast(), 401);
    }

    @Test
    void aRightThatIsWithdrawnOnOneIsRefusedByAll() {
        var key = ApiKeyFormat.generate();
        var id = acme.key(key, "dashboard:read");
        var tools = NODES.stream().map(node -> tool(port(node), key)).toList();
        tools.forEach(tool -> answers(tool, 200));
        acme.change("update api_keys set revoked_at = now() where id = ?", id);
        tools.forEach(tool -> answers(tool, 401));
    }

    /** As {@link KeyLimitTests} has it with one clock; here a minute may end in between. */
    @Test
    void aKeyIsHeldToItsLimitOnAllTogether() throws Exception {
        var key = ApiKeyFormat.generate();
        var id = acme.key(key, "dashboard:read");
        acme.change("update api_keys set rate_limit_per_minute = 60 where id = ?", id);
        var askers =
                NODES.stream()
                        .map(node ->
                                Thread.startVirtualThread(() -> {
                                    var tool = tool(port(node), key);
                                    for (int i = 0; i < 60; i++) {
                                        assertThat(tool.get(ASKED).statusCode()).isIn(200, 429);
                                    }
                                }))
                        .toList();
        for (var asker : askers) {
            asker.join();
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> counted(id, "sum(requests + throttled)") == 180);
        assertThat(counted(id, "max(requests)")).isBetween(60L, 63L);
    }

    @Test
    void whatIsDueIsDoneByOneOfThem() {
        receiver.at("/hook", says(200, "")).at("/ping", says(204, ""));
        var connection = acme.connection("comarch");
        acme.change(
                "update integration_connections set probe_url = ?, next_probe_at = now() where id ="
                        + " ?",
                receiver.url("/ping"),
                connection);
        var deliveries = new Deliveries(acme);
        var webhook = acme.webhook(receiver.url("/hook"));
        for (int i = 0; i < 60; i++) {
            deliveries.waiting(webhook, "{\"n\":" + i + "}", 0, 10);
        }
        await().atMost(Duration.ofMinutes(1))
                .until(() -> deliveries.rows("select 1 from retry_queue limit 1").isEmpty());
        var ids =
                receiver.at("/hook").stream()
                        .map(one -> one.header("webhook-id"))
                        .collect(Collectors.toSet());
        assertThat(ids).hasSize(60);
        assertThat(receiver.at("/hook")).hasSize(60);
        await().atMost(Duration.ofSeconds(20)).until(() -> !receiver.at("/ping").isEmpty());
        assertThat(receiver.at("/ping")).hasSize(1);
    }

    /** The first to go leaves the old schema, the others come back to a newer one. */
    @Test
    void aRollingRestartLosesNoRequestAndMindsNoNewerSchema() throws Exception {
        rolls(1);
    }

    @Test
    @Tag("long")
    void twentyRollingRestartsLoseNoRequest() throws Exception {
        rolls(20);
    }

    private void rolls(int rolls) throws Exception {
        var key = ApiKeyFormat.generate();
        acme.key(key, "dashboard:read");
        try (var load = new SteadyLoad(balancer.port(), key, 4)) {
            for (int roll = 0; roll < rolls; roll++) {
                for (int i = 0; i < 2; i++) {
                    leave(NODES.removeFirst());
                    new NewerSchema(DATABASE, temp).migrate();
                    NODES.addLast(node());
                    await().atMost(Duration.ofMinutes(1)).until(() -> balancer.ready().size() == 3);
                }
            }
            assertThat(load.end()).as("what went wrong").isEmpty();
            assertThat(load.answered()).isGreaterThan(50);
        }
    }

    private static void leave(ConfigurableApplicationContext node) {
        int port = port(node);
        node.close();
        balancer.forgets(port);
    }

    private static ConfigurableApplicationContext node() {
        var node =
                SpringApplication.run(
                        Gateway.class,
                        GatewayArguments.on(
                                DATABASE.jdbcUrl(),
                                "--spring.datasource.hikari.maximum-pool-size=3",
                                "--pulsegate.database.read-pool=3",
                                // a busy build machine is slow, and its proxy late
                                "--spring.datasource.hikari.connection-timeout=10000",
                                "--pulsegate.database.borrow-timeout=10s",
                                "--pulsegate.database.section-timeout=10s",
                                "--pulsegate.departure.after=3s",
                                "--pulsegate.secret-key=" + SECRET,
                                "--pulsegate.outbound.trusted=" + receiver.origin(),
                                "--pulsegate.deliveries.poll=200ms",
                                "--server.port=0"));
        balancer.knows(port(node));
        return node;
    }

    private static int port(ConfigurableApplicationContext node) {
        return node.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private static Browser tool(int port, String key) {
        return new Browser(port).with("Authorization", "Bearer " + key);
    }

    private static void answers(Browser browser, int status) {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> browser.get(ASKED).statusCode() == status);
    }

    private long counted(UUID key, String what) {
        return acme.inOrg(jdbc ->
                jdbc.sql(
                                "select coalesce("
                                        + what
                                        + ", 0) from api_key_usage where grain = 'm' and"
                                        + " api_key_id = ?")
                        .param(key)
                        .query(Long.class)
                        .single());
    }
}
