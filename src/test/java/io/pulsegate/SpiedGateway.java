package io.pulsegate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pulsegate.access.ApiKeyFormat;
import io.pulsegate.testing.ProxiedGateway;
import io.pulsegate.testing.TestOrg;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Organisations with a word of their own in every text, and spies of each that ask for all. */
final class SpiedGateway implements AutoCloseable {

    private static final int ORGS = 4;
    private static final int SPIES = 3;

    final ProxiedGateway gateway;
    private final List<String> words = Stream.generate(SpiedGateway::word).limit(ORGS).toList();
    private final List<TestOrg> orgs;

    /** The name is its database's folder. */
    SpiedGateway(String name) {
        gateway = new ProxiedGateway(Path.of("target", name).toAbsolutePath());
        var database = gateway.postgres.database();
        orgs = words.stream().map(word -> TestOrg.create(database, word)).toList();
        for (int i = 0; i < ORGS; i++) fill(orgs.get(i), words.get(i));
    }

    /** Nobody has said anything yet. */
    Heard silence() {
        return new Heard(words);
    }

    private static String word() {
        return "canary" + UUID.randomUUID().toString().replace("-", "");
    }

    /** What the statement holds that says for whom, spelled out or as a parameter. */
    List<String> identities() {
        return Stream.concat(
                        Stream.of("set_config"), orgs.stream().map(org -> "{" + org.id() + "}"))
                .toList();
    }

    List<Spy> spies(Heard heard) {
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

    @Override
    public void close() {
        gateway.close();
    }
}
