package io.pulsegate.errors;

import io.pulsegate.access.Role;
import io.pulsegate.testing.Asker;
import io.pulsegate.testing.GatewayTest;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.server.WebGraphQlHandler;

import java.time.Duration;

@GatewayTest
class ErrorsTests {

    @Autowired TestDatabase database;
    @Autowired WebGraphQlHandler handler;

    @Test
    void countsFailedInADayWaitingNowAndDeadNow() {
        var globex = TestOrg.create(database, "Globex");
        globex.logs("webhooks", "error", 4, Duration.ofMinutes(1));
        var log = globex.log("edi", "error", Duration.ofHours(2));
        globex.log("edi", "error", Duration.ofHours(25));
        globex.change(
                "insert into retry_queue (org_id, log_id, integration_type, handler, max_attempts,"
                        + " run_at) select ?, ?, 'webhooks', 'webhook', 8, now() from"
                        + " generate_series(1, 3)",
                globex.id().value(),
                log);
        globex.change(
                "insert into dead_letter_queue (org_id, log_id, integration_type, handler, reason,"
                        + " attempts, dead_at) select ?, ?, 'edi', 'edi', 'gave up', 8, now() -"
                        + " interval '40 days' from generate_series(1, 2)",
                globex.id().value(),
                log);
        globex.change(
                "insert into dead_letter_queue (org_id, log_id, integration_type, handler, reason,"
                    + " attempts, dead_at, state) values (?, ?, 'edi', 'edi', 'gave up', 8, now(),"
                    + " 'discarded')",
                globex.id().value(),
                log);
        var answer =
                Asker.of(handler, globex, Role.ADMIN).operation("dashboard/Dashboard").execute();
        answer.path("errorSummary.failedCount24h").entity(Integer.class).isEqualTo(5);
        answer.path("errorSummary.pendingRetries").entity(Integer.class).isEqualTo(3);
        answer.path("errorSummary.deadLetterQueueCount").entity(Integer.class).isEqualTo(2);
        answer.path("errorSummary.byType[*].type")
                .entityList(String.class)
                .containsExactly("EDI", "WEBHOOKS");
        answer.path("errorSummary.oldestPendingAt").hasValue();
        answer.path("errorSummary.oldestDeadAt").hasValue();
    }

    @Test
    void hasNoAgesWhenNothingWaits() {
        var quiet = TestOrg.create(database, "Quiet");
        var answer =
                Asker.of(handler, quiet, Role.ADMIN).operation("dashboard/Dashboard").execute();
        answer.path("errorSummary.oldestPendingAt").valueIsNull();
        answer.path("errorSummary.oldestDeadAt").valueIsNull();
        answer.path("errorSummary.byType").entityList(Object.class).hasSize(0);
    }
}
