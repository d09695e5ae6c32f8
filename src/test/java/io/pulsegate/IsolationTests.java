package io.pulsegate;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pulsegate.access.ApiKeyFormat;
import io.pulsegate.testing.Beside;
import io.pulsegate.testing.ProxiedGateway;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Organisations that ask at once, over every transport, while clients break off and the network
 * breaks in the middle of saying for whom a statement is: nobody hears a word of another's.
 */
@Beside
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the server cannot be one's own there")
class IsolationTests {

    private static final Logger log = LoggerFactory.getLogger(IsolationTests.class);
    private static final int ORGS = 4;
    private static final int SPIES = 3;

    private static ProxiedGateway gateway;
    private static List<TestOrg> orgs;
    private static List<String> words;

    @BeforeAll
    static void fillOrganisationsWithTheirWord() {
        gateway = new ProxiedGateway(Path.of("target", "postgresql-of-spies").toAbsolutePath());
        var database = gateway.postgres.database();
        words = Stream.generate(IsolationTests::word).limit(ORGS).toList();
        orgs = words.stream().map(word -> TestOrg.create(database, word)).toList();
        for (int i = 0; i < ORGS; i++) fill(orgs.get(i), words.get(i));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static String word() {
        return "canary" + UUID.randomUUID().toString().replace("-", "");
    }

    @Test
    void nobodyHearsAForeignWord() {
        listen(5_000, Duration.ofSeconds(15));
    }

    @Test
    @Tag("long")
    void nobodyHearsAForeignWordAmongAMillion() {
        listen(1_000_000, Duration.ofHours(6));
    }

    /** Until there were so many answers, or, where machines are slow, as long as that. */
    private static void listen(long answers, Duration most) {
        var heard = new Heard(words);
        int cut = gateway.network.cut();
        long borrowed = gateway.borrowed.clean();
        long until = System.nanoTime() + most.toNanos();
        gateway.network.cut(50, identities());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            spies(heard)
                    .forEach(spy ->
                            threads.execute(() -> {
                                try (spy) {
                                    while (goesOn(heard, answers, cut, until)) {
                                        spy.ask();
                                    }
                                }
                            }));
        } finally {
            gateway.network.deliver();
        }
        assertThat(heard.leaks()).isEmpty();
        assertThat(heard.own()).isGreaterThan(200);
        assertThat(gateway.network.cut() - cut).isGreaterThan(3);
        assertThat(gateway.borrowed.leftovers()).isEmpty();
        assertThat(gateway.borrowed.clean() - borrowed).isGreaterThan(100);
        log.info(
                "{} answers, {} of them with one's own word, {} connections cut",
                heard.all(),
                heard.own(),
                gateway.network.cut() - cut);
    }

    private static boolean goesOn(Heard heard, long answers, int cut, long until) {
        boolean enough = heard.own() > 200 && gateway.network.cut() - cut > 5;
        return heard.all() < answers && (System.nanoTime() < until || !enough);
    }

    /** What the statement holds that says for whom, spelled out or as a parameter. */
    private static List<String> identities() {
        return Stream.concat(
                        Stream.of("set_config"), orgs.stream().map(org -> "{" + org.id() + "}"))
                .toList();
    }

    private static List<Spy> spies(Heard heard) {
        var spies = new ArrayList<Spy>();
        for (int i = 0; i < ORGS; i++) {
            var word = words.get(i);
            var key = ApiKeyFormat.generate();
            orgs.get(i).key(key, "dashboard:read", "events:write");
            for (int n = 0; n < SPIES; n++) {
                var authorization = n == 0 ? "Bearer " + key : password(word);
                spies.add(new Spy(heard, gateway.port(), authorization, word));
            }
        }
        return spies;
    }

    private static String password(String word) {
        var pair = (word + "@spies.example:demo").getBytes(UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /** A row wherever a question of the dashboard's looks. */
    private static void fill(TestOrg org, String word) {
        var id = org.id().value();
        org.user(word + "@spies.example", "ADMIN");
        org.webhook("https://" + word + ".example/");
        org.change(
                "insert into integration_connections (org_id, integration_type, name) values (?,"
                        + " 'comarch', ?)",
                id,
                word);
        for (var status : List.of("success", "error")) {
            org.change(
                    "insert into integration_logs (org_id, integration_type, event_type, status,"
                            + " message, error_message, business_ref, occurred_at) values (?,"
                            + " 'comarch', ?, ?, ?, ?, ?, now())",
                    id,
                    word,
                    status,
                    "message " + word,
                    "error " + word,
                    word);
        }
        org.change(
                "insert into edi_interchanges (org_id, partner, standard, message_type, direction,"
                        + " control_number, sent_at, ack_status) values (?, ?, 'X12', '810',"
                        + " 'inbound', ?, now(), 'none')",
                id,
                word,
                word.substring(0, 14));
        org.change(
                "insert into sync_runs (org_id, integration_type, connection_id, entity, state,"
                        + " started_at) select org_id, integration_type, id, ?, 'failed', now()"
                        + " from integration_connections where org_id = ?",
                word,
                id);
        org.change(
                "insert into dead_letter_queue (org_id, log_id, integration_type, handler, reason,"
                        + " attempts, dead_at) select org_id, id, integration_type, 'h', ?, 3,"
                        + " now() from integration_logs where org_id = ? and status = 'error'",
                word,
                id);
        org.change(
                "insert into retry_queue (org_id, log_id, integration_type, handler, max_attempts,"
                        + " run_at, last_error) select org_id, id, integration_type, 'h', 3,"
                        + " now() + interval '1 hour', ? from integration_logs where org_id = ?"
                        + " and status = 'error'",
                word,
                id);
    }
}
