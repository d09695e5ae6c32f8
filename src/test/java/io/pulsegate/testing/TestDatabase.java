package io.pulsegate.testing;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import javax.sql.DataSource;

/**
 * A migrated, empty database of one's own, in a fraction of a second. Nobody drops it: the server
 * goes with the JVM.
 */
public record TestDatabase(String name, PostgresServer server) {

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** A statement as the server saw it, parameters replaced, and how often. */
    public record Statement(String sql, long calls, long rows) {

        private boolean isProbe() {
            return sql.startsWith("select org_id, data_version, access_version from org_versions");
        }

        /** A reading's; its constants are $n when the server planned it after the last reset. */
        private boolean isAnnouncement() {
            return sql.startsWith("select set_config(") && sql.contains("now()");
        }

        /** An announcement is a row. */
        private Statement less(long times) {
            return new Statement(sql, calls - times, rows - times);
        }
    }

    public static TestDatabase fresh() {
        var name = "test_" + COUNT.incrementAndGet();
        var server = PostgresServer.get();
        JdbcClient.create(server.dataSource("postgres", server.superuser()))
                .sql("create database " + name + " owner pulsegate_owner template pulsegate")
                .update();
        return new TestDatabase(name, server);
    }

    public String jdbcUrl() {
        return server.url() + name;
    }

    /** Whom nothing holds back: to look behind row-level security, never to prove it. */
    public Caller superuser() {
        return caller(server.superuser());
    }

    /** Who migrates and owns everything; row-level security binds it too. */
    public Caller owner() {
        return caller("pulsegate_owner");
    }

    /** The gateway at run time. */
    public Caller app() {
        return caller("pulsegate_app");
    }

    /** Connections of the gateway's role, with its password. */
    public DataSource appDataSource() {
        return server.dataSource(name, "pulsegate_app");
    }

    /**
     * What the gateway's role sent to this database while {@code work} ran, as the server counts.
     * What every node sends each second, whoever asks for what, is left out: its looks for work,
     * and the probe of versions with its announcement. So is what a pool sends that opens a
     * connection.
     */
    public List<Statement> statementsOf(Runnable work) {
        var all = statementsAndProbesOf(work);
        long probes = all.stream().filter(Statement::isProbe).mapToLong(Statement::calls).sum();
        return all.stream()
                .filter(statement -> !statement.isProbe())
                .map(statement -> statement.isAnnouncement() ? statement.less(probes) : statement)
                .filter(statement -> statement.calls() > 0)
                .toList();
    }

    /** The same with the probes of versions. */
    public List<Statement> statementsAndProbesOf(Runnable work) {
        betweenReadings(() ->
                superuser()
                        .jdbc()
                        .sql(
                                "select testing.pg_stat_statements_reset(0, oid) from"
                                        + " pg_database where datname = current_database()")
                        .query()
                        .listOfRows());
        work.run();
        return betweenReadings(this::statements);
    }

    /**
     * A probe that is under way has its announcement counted and its read not yet: taken again
     * until the gateway's role ran nothing when it was done. Gives up after 200 times, for work
     * that leaves a statement running.
     */
    private <T> T betweenReadings(Supplier<T> look) {
        var seen = look.get();
        for (int tries = 0; tries < 200 && isReading(); tries++) {
            seen = look.get();
        }
        return seen;
    }

    private boolean isReading() {
        return superuser()
                .jdbc()
                .sql(
                        """
                        select exists (select from pg_stat_activity
                                        where datname = current_database()
                                          and usename = 'pulsegate_app' and state = 'active')
                        """)
                .query(Boolean.class)
                .single();
    }

    private List<Statement> statements() {
        return superuser()
                .jdbc()
                .sql(
                        """
                        select query as sql, calls, rows from testing.pg_stat_statements
                         where dbid = (select oid from pg_database where datname = current_database())
                           and userid = 'pulsegate_app'::regrole
                           and query not like '%orgs_with_work(%' and query not like 'SET %'
                           and query not like 'SHOW TRANSACTION %'
                         order by query
                        """)
                .query((row, _) -> new Statement(row.getString(1), row.getLong(2), row.getLong(3)))
                .list();
    }

    private Caller caller(String user) {
        return Caller.of(server.dataSource(name, user));
    }
}
