package io.pulsegate.connections;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.access.Role;
import io.pulsegate.testing.Asker;
import io.pulsegate.testing.GatewayTest;
import io.pulsegate.testing.Pages;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.server.WebGraphQlHandler;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

@GatewayTest
class ConnectionsTests {

    @Autowired TestDatabase database;
    @Autowired WebGraphQlHandler handler;
    private TestOrg acme;
    private Asker manager;

    @BeforeEach
    void acme() {
        acme = TestOrg.create(database, "Acme");
        manager = Asker.of(handler, acme, Role.IT_MANAGER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "credential_expires_at = now() + interval '1 hour' | READY",
                "credential_expires_at = now() - interval '1 hour' | CREDENTIAL_EXPIRED",
                "credential_revoked_at = now() | CREDENTIAL_REVOKED",
                "enabled = false, credential_revoked_at = now() | DISABLED"
            })
    void saysWhetherItCanBeUsed(String change, String state) {
        var id = acme.connection("comarch");
        acme.change("update integration_connections set " + change + " where id = ?", id);
        manager.operation("dashboard/Connections")
                .execute()
                .path("integrationConnections.nodes[*].state")
                .entityList(String.class)
                .containsExactly(state);
    }

    @Test
    void showsTheSettingsTheLastRunAndNoSecretOfTheProbe() {
        var id = acme.connection("comarch");
        acme.change(
                """
                update integration_connections
                   set config = '{"company": "ACME"}', expected_interval = '4 hours', probe_url = 'https://me:hunter2@erp.example/ping?key=s3cret'
                 where id = ?
                """,
                id);
        run(id, "comarch", "succeeded", Duration.ofHours(5));
        run(id, "comarch", "partial", Duration.ofHours(1));
        run(acme.connection("export"), "export", "failed", Duration.ofMinutes(1));
        var one = "integrationConnections.nodes[?(@.id == '%s')].".formatted(id);
        var answer = manager.operation("dashboard/Connections").execute();
        answer.path(one + "config.company").entityList(String.class).containsExactly("ACME");
        answer.path(one + "expectedEverySeconds").entityList(Long.class).containsExactly(14_400L);
        answer.path(one + "lastRunState").entityList(String.class).containsExactly("PARTIAL");
        answer.path(one + "probeUrl")
                .entityList(String.class)
                .containsExactly("https://erp.example/ping?key=…");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 9",
                "{\"type\": [\"COMARCH\"]} | 6",
                "{\"type\": [\"COMARCH\", \"EXPORT\"]} | 9",
                "{\"state\": [\"FAILED\"]} | 3",
                "{\"type\": [\"COMARCH\"], \"state\": [\"FAILED\"]} | 0",
                "{\"type\": [\"EDI\"]} | 0"
            })
    void filtersRunsAndPagesThroughThem(String filter, int expected) {
        var comarch = acme.connection("comarch");
        var export = acme.connection("export");
        for (int i = 0; i < 6; i++) run(comarch, "comarch", "succeeded", Duration.ofHours(i));
        for (int i = 0; i < 3; i++) run(export, "export", "failed", Duration.ofHours(i));
        var value = JsonMapper.shared().readValue(filter, Map.class);
        var ids =
                Pages.ids(
                        manager,
                        "dashboard/SyncRuns",
                        "syncRuns",
                        Map.of("filter", value, "first", 2));
        assertThat(ids).hasSize(expected).doesNotHaveDuplicates();
    }

    @Test
    void listsTheRunsOfOneConnectionWithTheirEvents() {
        var connection = acme.connection("comarch");
        var event = acme.log("comarch", "success", Duration.ofHours(1));
        run(connection, "comarch", "succeeded", Duration.ofHours(1), event.toString());
        run(connection, "comarch", "running", Duration.ZERO, "");
        run(acme.connection("comarch"), "comarch", "failed", Duration.ofHours(2));
        var answer =
                manager.document(
                                """
                                query ($id: ID!) { syncRuns(filter: {connectionId: $id}) { nodes {
                                  connection { id } state durationMs eventId event { id message } } } }
                                """)
                        .variable("id", connection.toString())
                        .execute();
        answer.path("syncRuns.nodes[*].state")
                .entityList(String.class)
                .containsExactly("RUNNING", "SUCCEEDED");
        answer.path("syncRuns.nodes[0].event").valueIsNull();
        answer.path("syncRuns.nodes[0].durationMs").valueIsNull();
        answer.path("syncRuns.nodes[1].durationMs").entity(Long.class).isEqualTo(4_000L);
        answer.path("syncRuns.nodes[1].event.id").entity(String.class).isEqualTo(event.toString());
    }

    @Test
    void costsOneStatementForEachListHoweverLong() {
        var connection = acme.connection("comarch");
        for (int i = 0; i < 30; i++) {
            var at = Duration.ofMinutes(i);
            run(
                    connection,
                    "comarch",
                    "succeeded",
                    at,
                    acme.log("comarch", "success", at).toString());
        }
        costs(2, "{ integrationConnections { nodes { name } } }");
        costs(
                3,
                "{ integrationConnections { nodes { name } } syncRuns { nodes { connection { name"
                        + " } } } }");
        // announce, list; then announce, all events together
        costs(4, "{ syncRuns { nodes { event { message } } } }");
    }

    @Test
    void showsNothingOfAnotherOrg() {
        var globex = TestOrg.create(database, "Globex");
        run(globex.connection("comarch"), globex, "comarch", "failed", Duration.ZERO, "");
        for (var list : List.of("Connections", "SyncRuns")) {
            var field = list.equals("Connections") ? "integrationConnections" : "syncRuns";
            assertThat(Pages.ids(manager, "dashboard/" + list, field, Map.of())).isEmpty();
        }
    }

    private void run(UUID connection, String type, String state, Duration ago) {
        run(connection, type, state, ago, "");
    }

    private void run(UUID connection, String type, String state, Duration ago, String event) {
        run(connection, acme, type, state, ago, event);
    }

    private static void run(
            UUID connection, TestOrg org, String type, String state, Duration ago, String event) {
        org.change(
                """
                insert into sync_runs (org_id, integration_type, connection_id, entity, state, started_at, finished_at, log_id)
                select ?, ?, ?, 'orders', s, at, case when s <> 'running' then at + interval '4 seconds' end, nullif(?, '')::uuid
                  from (select ? as s, now() - ? * interval '1 second' as at) t
                """,
                org.id().value(),
                type,
                connection,
                event,
                state,
                ago.toSeconds());
    }

    private void costs(long calls, String document) {
        var statements = database.statementsOf(() -> manager.document(document).executeAndVerify());
        assertThat(statements.stream().mapToLong(TestDatabase.Statement::calls).sum())
                .as("%s", statements)
                .isEqualTo(calls);
    }
}
