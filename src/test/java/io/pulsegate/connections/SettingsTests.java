package io.pulsegate.connections;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.access.Role;
import io.pulsegate.testing.Asker;
import io.pulsegate.testing.Audited;
import io.pulsegate.testing.GatewayTest;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.test.tester.GraphQlTester;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Connections as an administrator sets them. */
@GatewayTest
class SettingsTests {

    @Autowired TestDatabase database;
    @Autowired WebGraphQlHandler handler;
    private TestOrg acme;
    private Asker admin;

    @BeforeEach
    void acme() {
        acme = TestOrg.create(database, "Acme");
        admin = Asker.of(handler, acme, Role.ADMIN);
    }

    @Test
    void setsUpAConnectionThatItsCardKnowsAtOnce() {
        var added =
                add(Map.of("type", "COMARCH", "name", " Optima ", "expectedEverySeconds", 3600));
        added.path("addConnection.name").entity(String.class).isEqualTo("Optima");
        added.path("addConnection.state").entity(String.class).isEqualTo("READY");
        added.path("addConnection.expectedEverySeconds").entity(Long.class).isEqualTo(3600L);
        added.path("addConnection.probeUrl").valueIsNull();
        added.path("addConnection.probeEverySeconds").valueIsNull();
        assertThat(rule("COMARCH")).isEqualTo("awaiting_first_run");
        // the history hears of it in the same transaction
        assertThat(changes()).containsExactly("comarch connected awaiting_first_run");
        assertThat(Audited.acts(acme)).containsExactly("connection.add");
    }

    @Test
    void keepsSeveralOfOneType() {
        connection("Sklep A");
        connection("Sklep B");
        assertThat(names()).containsExactlyInAnyOrder("Sklep A", "Sklep B");
    }

    @Test
    void changesWhatIsSaidAndTakesAwayWhatIsNull() {
        var id =
                added(
                        Map.of(
                                "type", "EDI",
                                "name", "Hub",
                                "expectedEverySeconds", 600,
                                "credentialExpiresAt", "2031-01-01T00:00:00Z",
                                "probeUrl", "https://hub.example/status?key=t0k3n",
                                "probeEverySeconds", 60));
        var changed = change(id, Map.of("name", "Hub 2"));
        changed.path("changeConnection.name").entity(String.class).isEqualTo("Hub 2");
        changed.path("changeConnection.expectedEverySeconds").entity(Long.class).isEqualTo(600L);
        changed.path("changeConnection.probeUrl")
                .entity(String.class)
                .isEqualTo("https://hub.example/status?key=…");
        changed.path("changeConnection.probeEverySeconds").entity(Long.class).isEqualTo(60L);

        var nothing = new HashMap<String, Object>();
        nothing.put("expectedEverySeconds", null);
        nothing.put("credentialExpiresAt", null);
        nothing.put("probeUrl", null);
        var bare = change(id, nothing);
        bare.path("changeConnection.name").entity(String.class).isEqualTo("Hub 2");
        bare.path("changeConnection.expectedEverySeconds").valueIsNull();
        bare.path("changeConnection.credentialExpiresAt").valueIsNull();
        bare.path("changeConnection.probeUrl").valueIsNull();
        assertThat(Audited.acts(acme))
                .containsExactly("connection.add", "connection.change", "connection.change");
    }

    @Test
    void tellsWhenACredentialNoLongerHolds() {
        var id = connection("Optima");
        change(id, Map.of("credentialRevoked", true));
        assertThat(rule("COMARCH")).isEqualTo("credential_expired");
        change(id, Map.of("credentialRevoked", false));
        assertThat(rule("COMARCH")).isEqualTo("awaiting_first_run");
        change(id, Map.of("credentialExpiresAt", "2020-01-01T00:00:00Z"));
        assertThat(rule("COMARCH")).isEqualTo("credential_expired");
    }

    @Test
    void switchesAConnectionOffAndOn() {
        var id = connection("Optima");
        for (int i = 0; i < 2; i++) {
            admin.operation("dashboard/DisableConnection")
                    .variable("id", id)
                    .variable("reason", "moving house")
                    .execute()
                    .path("disableConnection.state")
                    .entity(String.class)
                    .isEqualTo("DISABLED");
        }
        assertThat(rule("COMARCH")).isEqualTo("disabled");
        admin.operation("dashboard/EnableConnection")
                .variable("id", id)
                .execute()
                .path("enableConnection.state")
                .entity(String.class)
                .isEqualTo("READY");
        assertThat(rule("COMARCH")).isEqualTo("awaiting_first_run");
        assertThat(Audited.acts(acme))
                .containsExactly(
                        "connection.add", "connection.disable (moving house)", "connection.enable");
    }

    @Test
    void removesAConnectionAndKeepsWhatItDid() {
        var id = connection("Optima");
        acme.log("comarch", "success", java.time.Duration.ofMinutes(5));
        admin.operation("dashboard/RemoveConnection")
                .variable("id", id)
                .variable("reason", "sold the shop")
                .execute()
                .path("removeConnection")
                .entity(Boolean.class)
                .isEqualTo(true);
        assertThat(names()).isEmpty();
        assertThat(rule("COMARCH")).isEqualTo("never_configured");
        assertThat(Audited.acts(acme))
                .containsExactly("connection.add", "connection.remove (sold the shop)");
        admin.document("{ recentActivity { events { id } } }")
                .execute()
                .path("recentActivity.events[*].id")
                .entityList(String.class)
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type | WEBHOOKS | `type`",
                "name | ' ' | `name`",
                "name | Taken | `name`",
                "expectedEverySeconds | 59 | `expectedEverySeconds`",
                "probeEverySeconds | 29 | `probeEverySeconds`",
                "probeUrl | http://erp.example/ping | Only https",
                "probeUrl | https://erp.example:22/ | Port 22",
                "probeUrl | https://user@erp.example/ | no user",
                "probeUrl | https://erp.example/?key=… | the whole URL",
                "probeUrl | nonsense url | not a URL"
            })
    void saysWhatIsWrongWithAWish(String field, String value, String words) {
        connection("Taken");
        var input = new HashMap<String, Object>(Map.of("type", "COMARCH", "name", "Optima"));
        input.put(field, value.matches("\\d+") ? (Object) Integer.valueOf(value) : value);
        admin.isRefused("AddConnection", Map.of("input", input), "BAD_USER_INPUT", words);
        assertThat(names()).containsExactly("Taken");
    }

    @Test
    void asksForAnAdministrator() {
        var id = connection("Optima");
        var manager = Asker.of(handler, acme, Role.IT_MANAGER);
        var input = Map.of("type", "EDI", "name", "Hub");
        manager.isRefused("AddConnection", Map.of("input", input), "FORBIDDEN", "");
        for (var operation : acts()) {
            manager.isRefused(operation, variables(operation, id), "FORBIDDEN", "");
        }
        assertThat(Audited.acts(acme)).containsExactly("connection.add");
    }

    @Test
    void knowsNoConnectionOfAnotherOrganisation() {
        var globex = TestOrg.create(database, "Globex");
        var theirs = globex.connection("comarch").toString();
        for (var id : List.of(theirs, UUID.randomUUID().toString(), "nonsense")) {
            for (var operation : acts()) {
                admin.isRefused(
                        operation,
                        variables(operation, id),
                        "NOT_FOUND",
                        "There is no such connection.");
            }
        }
        assertThat(Audited.acts(globex)).isEmpty();
    }

    private static List<String> acts() {
        return List.of(
                "ChangeConnection",
                "EnableConnection",
                "DisableConnection",
                "RemoveConnection",
                "ProbeConnection");
    }

    private static Map<String, Object> variables(String operation, String id) {
        return switch (operation) {
            case "ChangeConnection" -> Map.of("id", id, "input", Map.of("name", "Mine"));
            case "DisableConnection", "RemoveConnection" -> Map.of("id", id, "reason", "because");
            default -> Map.of("id", id);
        };
    }

    private GraphQlTester.Response add(Map<String, ?> input) {
        return admin.operation("dashboard/AddConnection").variable("input", input).execute();
    }

    private String added(Map<String, ?> input) {
        return add(input).path("addConnection.id").entity(String.class).get();
    }

    private String connection(String name) {
        return added(Map.of("type", "COMARCH", "name", name));
    }

    private GraphQlTester.Response change(String id, Map<String, ?> input) {
        return admin.operation("dashboard/ChangeConnection")
                .variable("id", id)
                .variable("input", input)
                .execute();
    }

    private List<String> names() {
        return admin.operation("dashboard/Connections")
                .execute()
                .path("integrationConnections.nodes[*].name")
                .entityList(String.class)
                .get();
    }

    private String rule(String type) {
        return admin.document("{ healthStatus { card(type: " + type + ") { reason { rule } } } }")
                .execute()
                .path("healthStatus.card.reason.rule")
                .entity(String.class)
                .get();
    }

    private List<String> changes() {
        return acme.inOrg(jdbc ->
                jdbc.sql(
                                "select integration_type || ' ' || to_status || ' ' || rule from"
                                        + " integration_status_changes order by at, id")
                        .query((row, _) -> row.getString(1))
                        .list());
    }
}
