package io.pulsegate.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import java.time.Duration;
import java.util.List;

class ServerTests {

    private static final Read<String> NAMES =
            new Read<>("select * from names", row -> row.getString("name"), List.of());

    private final TestDatabase database = TestDatabase.fresh();

    /** As nodes of the version before meet it, when a newer one migrates beside them. */
    @Test
    void readsAViewThatGrewAColumnSinceItWasPrepared() {
        var acme = TestOrg.create(database, "Acme");
        view("create view names with (security_invoker)", "id as org_id, name");
        var connection =
                new SingleConnectionDataSource(
                        database.jdbcUrl() + "?prepareThreshold=1",
                        "pulsegate_app",
                        "pulsegate_app",
                        true);
        try {
            var server = new Server(connection, false, new SimpleMeterRegistry());
            assertThat(names(server, acme)).containsExactly("Acme");
            view("create or replace view names", "id as org_id, name, ok_rate");
            assertThat(names(server, acme)).containsExactly("Acme");
        } finally {
            connection.destroy();
        }
    }

    private void view(String create, String columns) {
        var owner = database.owner().jdbc();
        owner.sql(create + " as select " + columns + " from organizations").update();
        owner.sql("grant select on names to pulsegate_app").update();
    }

    private static List<Object> names(Server server, TestOrg org) {
        return List.copyOf(
                server.read(
                                List.of(org.id()),
                                Capacity.VIEWER,
                                Duration.ofSeconds(5),
                                List.of(NAMES))
                        .rows()
                        .getFirst()
                        .of(org.id()));
    }
}
