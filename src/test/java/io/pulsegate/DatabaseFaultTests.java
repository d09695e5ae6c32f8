package io.pulsegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pulsegate.access.ApiKeyFormat;
import io.pulsegate.testing.Beside;
import io.pulsegate.testing.ProxiedGateway;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * Whatever is wrong with PostgreSQL: every door answers, in part or with when to come again, and
 * the gateway is as before by itself as soon as PostgreSQL is. The longest answer and the time to
 * come back are logged, not judged: the machine that runs this has other things to do.
 */
@Beside
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
class DatabaseFaultTests {

    private static final Logger log = LoggerFactory.getLogger(DatabaseFaultTests.class);
    private static final Duration LASTING = Duration.ofSeconds(4);
    private static final Duration RECOVERED = Duration.ofSeconds(30);

    private static ProxiedGateway gateway;
    private static TestDatabase database;
    private static Doors doors;

    private String fault = "";

    @BeforeAll
    static void startBeforeTheDatabaseIsThere() {
        gateway = new ProxiedGateway(Path.of("target", "postgresql-of-faults").toAbsolutePath());
        database = gateway.postgres.database();
        var acme = TestOrg.create(database, "Acme");
        acme.connection("comarch");
        var key = ApiKeyFormat.generate();
        acme.key(key, "dashboard:read", "events:write");
        doors = new Doors(gateway.port(), key);
        doors.untilAllIsWell();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void name(TestInfo test) {
        fault = test.getDisplayName();
    }

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(gateway.borrowed.leftovers()).isEmpty();
        await().atMost(RECOVERED).until(() -> gateway.borrowed.now() == 0);
        await().atMost(RECOVERED).until(() -> openings() == 0);
    }

    @Test
    void startsWhenTheDatabaseComesLater() {
        assertThat(gateway.network.refused()).isPositive();
        assertThat(doors.ask(1)).allMatch(Doors.Said::all);
    }

    @Test
    void outlivesThatItIsKilled() {
        outlives(LASTING, gateway.postgres::kill, gateway.postgres::comeBack);
    }

    @Test
    void outlivesThatItIsRestarted() {
        outlives(Duration.ofSeconds(2), gateway.postgres::close, gateway.postgres::comeBack);
    }

    @Test
    void outlivesThatItIsFrozen() {
        outlives(LASTING, gateway.postgres::freeze, gateway.postgres::thaw);
    }

    @Test
    void outlivesThatTheNetworkSwallowsEverything() {
        outlives(LASTING, gateway.network::swallow, gateway.network::deliver);
    }

    @Test
    void outlivesThatNobodyIsLetIn() {
        outlives(Duration.ofSeconds(2), gateway.network::refuse, gateway.network::deliver);
    }

    @Test
    void answersOverANetworkThatTakesHalfASecond() {
        assertThat(during(LASTING, () -> slow(250), gateway.network::deliver))
                .allMatch(Doors.Said::isProper);
    }

    @Test
    void outlivesThatEveryRoundTripTakesFourSeconds() {
        outlives(LASTING, () -> slow(2000), gateway.network::deliver);
    }

    @Test
    void outlivesThatThereAreNoConnectionsLeft() {
        outlives(
                LASTING,
                () -> {
                    sql("alter role pulsegate_app connection limit 0");
                    terminate();
                },
                () -> sql("alter role pulsegate_app connection limit -1"));
    }

    @Test
    void outlivesThatItsPasswordIsAnother() {
        outlives(
                LASTING,
                () -> {
                    sql("alter role pulsegate_app password 'rotated'");
                    terminate();
                },
                () -> sql("alter role pulsegate_app password 'pulsegate_app'"));
    }

    @Test
    void showsEverythingThatCanBeReadWhileNothingCanBeWritten() {
        outlives(
                Duration.ofSeconds(2),
                () -> {
                    sql("alter system set default_transaction_read_only = on");
                    sql("select pg_reload_conf()");
                },
                () -> {
                    sql("alter system reset default_transaction_read_only");
                    sql("select pg_reload_conf()");
                });
    }

    @Test
    void showsEverythingElseWhileATableIsLocked() throws SQLException {
        try (var locking = database.superuser().dataSource().getConnection()) {
            locking.setAutoCommit(false);
            outlives(LASTING, () -> lock(locking), () -> unlock(locking));
        }
    }

    /** Of whom it knows nothing, while it cannot ask; of whom it knows, it need not ask. */
    @Test
    void turnsStrangersAwayBeforeTheyTakeAllThereIs() {
        doors.untilAllIsWell();
        try {
            gateway.network.swallow();
            var said = doors.strangers(300);
            assertThat(said).allMatch(one -> one.retryAfter());
            assertThat(said).extracting(Doors.Said::status).containsOnly(429, 503).contains(429);
        } finally {
            gateway.network.deliver();
        }
        doors.untilAllIsWell();
    }

    private void outlives(Duration lasting, Runnable begins, Runnable ends) {
        assertThat(during(lasting, begins, ends))
                .allMatch(Doors.Said::isProper)
                .anyMatch(said -> !said.all());
    }

    /** What was said while it lasted; when this returns, all is well. */
    private List<Doors.Said> during(Duration lasting, Runnable begins, Runnable ends) {
        doors.untilAllIsWell();
        var said = doors.during(lasting, 2, begins, ends);
        long ended = System.nanoTime();
        doors.untilAllIsWell();
        report(said, Duration.ofNanos(System.nanoTime() - ended));
        return said;
    }

    private void report(List<Doors.Said> said, Duration back) {
        var slowest = said.stream().map(Doors.Said::after).max(Comparator.naturalOrder());
        log.info(
                "{}: {} answers, {} of them whole, the slowest after {} ms; well again after {} ms",
                fault,
                said.size(),
                said.stream().filter(Doors.Said::all).count(),
                slowest.orElseThrow().toMillis(),
                back.toMillis());
    }

    private static void slow(int millis) {
        gateway.network.slow(Duration.ofMillis(millis));
    }

    private static void sql(String statement) {
        try (var connection = database.superuser().dataSource().getConnection()) {
            execute(connection, statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void terminate() {
        sql(
                "select pg_terminate_backend(pid) from pg_stat_activity where usename ="
                        + " 'pulsegate_app'");
    }

    private static void lock(Connection connection) {
        execute(connection, "lock table integration_logs in access exclusive mode");
    }

    private static void unlock(Connection connection) {
        execute(connection, "rollback");
    }

    private static void execute(Connection connection, String statement) {
        try (var sql = connection.createStatement()) {
            sql.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The driver opens each connection on a thread, which it leaves behind where that hangs. */
    private static long openings() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("driver connection thread"))
                .count();
    }
}
