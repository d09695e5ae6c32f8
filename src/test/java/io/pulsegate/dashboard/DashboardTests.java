package io.pulsegate.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.access.Role;
import io.pulsegate.testing.Asker;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestDatabaseConfiguration;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.security.core.context.SecurityContextHolder;

import java.time.Duration;

@SpringBootTest
@Import(TestDatabaseConfiguration.class)
class DashboardTests {

    @Autowired TestDatabase database;
    @Autowired WebGraphQlHandler handler;

    @AfterEach
    void nobody() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void sendsFourStatementsForTheWholeDashboard() {
        var acme = TestOrg.create(database, "Acme");
        acme.connection("comarch");
        acme.logs("comarch", "success", 38, Duration.ofMinutes(2));
        var asker = Asker.of(handler, acme, Role.ADMIN);
        var statements =
                database.statementsOf(
                        () -> asker.operation("dashboard/Dashboard").executeAndVerify());
        assertThat(statements).hasSize(4).allMatch(statement -> statement.calls() == 1);
    }
}
