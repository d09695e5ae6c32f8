package io.pulsegate.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pulsegate.faults.Fault;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestDatabaseConfiguration;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.transaction.support.TransactionTemplate;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import javax.sql.DataSource;

@SpringJUnitConfig({TestDatabaseConfiguration.class, DatabaseConfiguration.class})
@AutoConfigurationPackage
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    DataJdbcRepositoriesAutoConfiguration.class
})
class OrgVersionsTests {

    private final AtomicLong now = new AtomicLong();

    @Autowired TestDatabase database;
    private Switched source;
    private OrgVersions versions;
    private TestOrg acme;
    private TestOrg globex;

    @BeforeEach
    void settle(
            @Autowired @Qualifier("reads") DataSource reads,
            @Autowired @Qualifier("replica") ObjectProvider<DataSource> noReplica,
            @Autowired JdbcTemplate writes,
            @Autowired JdbcAggregateOperations aggregates,
            @Autowired TransactionTemplate transaction) {
        source = new Switched(reads);
        var orgs =
                new OrgDatabase(
                        source,
                        noReplica,
                        writes,
                        aggregates,
                        transaction,
                        new SimpleMeterRegistry());
        versions = new OrgVersions(orgs, now::get, false);
        acme = TestOrg.create(database, "Acme");
        globex = TestOrg.create(database, "Globex");
    }

    @Test
    void countsAccessAndDataApart() {
        long access = versions.accessVersion(acme.id());
        long data = versions.dataVersion(acme.id());
        changeAccess();
        versions.probe();
        assertThat(versions.accessVersion(acme.id())).isEqualTo(access + 1);
        assertThat(versions.dataVersion(acme.id())).isEqualTo(data);
        acme.change("update organizations set ok_rate = 96");
        versions.probe();
        assertThat(versions.dataVersion(acme.id())).isEqualTo(data + 1);
    }

    @Test
    void readsAllOrganisationsInUseWithOneStatement() {
        versions.accessVersion(acme.id());
        versions.accessVersion(globex.id());
        assertThat(calls(versions::probe)).isEqualTo(1);
    }

    @Test
    void readsFromThePrimaryWhatAReplicaEndsToFollowIt(
            @Autowired @Qualifier("reads") DataSource reads,
            @Autowired JdbcTemplate writes,
            @Autowired JdbcAggregateOperations aggregates,
            @Autowired TransactionTemplate transaction) {
        var replica =
                new DelegatingDataSource(reads) {
                    @Override
                    public Connection getConnection() throws SQLException {
                        throw new SQLException(
                                "canceling statement due to conflict with recovery", "40001");
                    }
                };
        var orgs =
                new OrgDatabase(
                        reads,
                        new StaticListableBeanFactory(Map.of("replica", replica))
                                .getBeanProvider(DataSource.class),
                        writes,
                        aggregates,
                        transaction,
                        new SimpleMeterRegistry());
        var figures = new OrgVersions(orgs, now::get, true);
        assertThat(figures.dataVersion(acme.id())).isEqualTo(versions.dataVersion(acme.id()));
    }

    @Test
    void asksNothingBetweenProbes() {
        versions.accessVersion(acme.id());
        assertThat(
                        calls(() -> {
                            for (int i = 0; i < 100; i++) {
                                versions.accessVersion(acme.id());
                            }
                        }))
                .isZero();
    }

    @Test
    void asksNothingWhenNobodyAsks() {
        assertThat(calls(versions::probe)).isZero();
        versions.accessVersion(acme.id());
        pass(Duration.ofSeconds(121));
        assertThat(calls(versions::probe)).isZero();
    }

    @Test
    void countsNoProbeAsUse() {
        versions.accessVersion(acme.id());
        pass(Duration.ofSeconds(90));
        versions.probe();
        pass(Duration.ofSeconds(90));
        assertThat(calls(versions::probe)).isZero();
    }

    @Test
    void readsForItselfWhenTheProbeIsOlderThanThreeSeconds() {
        long before = versions.accessVersion(acme.id());
        changeAccess();
        pass(Duration.ofSeconds(3));
        assertThat(versions.accessVersion(acme.id())).isEqualTo(before);
        pass(Duration.ofNanos(1));
        assertThat(calls(() -> assertThat(versions.accessVersion(acme.id())).isEqualTo(before + 1)))
                .isEqualTo(1);
    }

    @Test
    void saysThatItDoesNotKnowWhileTheDatabaseIsAway() {
        versions.accessVersion(acme.id());
        source.away = true;
        versions.probe();
        assertThat(versions.accessVersion(acme.id())).isPositive();
        pass(Duration.ofSeconds(4));
        assertThatThrownBy(() -> versions.accessVersion(acme.id()))
                .isInstanceOf(Fault.Unavailable.class);
        source.away = false;
        pass(Duration.ofSeconds(2));
        assertThat(versions.accessVersion(acme.id())).isPositive();
    }

    @Test
    void makesNobodyWaitForAFailureThatJustHappened() {
        source.away = true;
        assertThatThrownBy(() -> versions.accessVersion(acme.id()))
                .isInstanceOf(Fault.Unavailable.class);
        int tries = source.tries;
        assertThatThrownBy(() -> versions.accessVersion(acme.id()))
                .isInstanceOf(Fault.Unavailable.class);
        assertThat(source.tries).isEqualTo(tries);
    }

    @Test
    void holdsNothingOfAnOrganisationThatIsGone() {
        long before = versions.accessVersion(acme.id());
        database.superuser()
                .jdbc()
                .sql("delete from organizations where id = ?")
                .param(acme.id().value())
                .update();
        versions.probe();
        assertThat(versions.accessVersion(acme.id())).isGreaterThan(before);
    }

    @Test
    void probesByItselfUntilItIsStopped() {
        long before = versions.accessVersion(acme.id());
        changeAccess();
        versions.start();
        // the clock of this test stands still: only a probe can find the change
        await().untilAsserted(
                        () -> assertThat(versions.accessVersion(acme.id())).isEqualTo(before + 1));
        versions.stop();
        assertThat(versions.isRunning()).isFalse();
    }

    private void changeAccess() {
        acme.user(UUID.randomUUID() + "@acme.example", "ADMIN");
    }

    private long calls(Runnable work) {
        return database.statementsAndProbesOf(work).stream()
                .filter(statement -> statement.sql().contains("org_versions"))
                .mapToLong(TestDatabase.Statement::calls)
                .sum();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    /** A database that can be gone. */
    private static final class Switched extends DelegatingDataSource {

        private boolean away;
        private int tries;

        Switched(DataSource reads) {
            super(reads);
        }

        @Override
        public Connection getConnection() throws SQLException {
            tries++;
            if (away) {
                throw new SQLException("connection refused", "08001");
            }
            return super.getConnection();
        }
    }
}
