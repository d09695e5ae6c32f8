package io.pulsegate.tenancy;

import org.jspecify.annotations.Nullable;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** The tables as one transaction of one organisation sees them. Not to be kept beyond it. */
public final class OrgTables {

    private static final Duration GRACE = Duration.ofSeconds(1);

    private final JdbcTemplate session;
    private final JdbcClient jdbc;
    private final JdbcAggregateOperations aggregates;

    OrgTables(JdbcTemplate session, JdbcClient jdbc, JdbcAggregateOperations aggregates) {
        this.session = session;
        this.jdbc = jdbc;
        this.aggregates = aggregates;
    }

    /** What people configure, as Spring Data JDBC aggregates. */
    public JdbcAggregateOperations aggregates() {
        return aggregates;
    }

    /**
     * Waits until nobody else writes for the organisation, until the transaction's end. The log's
     * trigger takes the same lock: who writes a log and something else takes it first.
     */
    public void awaitTurn() {
        list(
                "select 1 from org_versions where org_id = (select pulsegate_org_id()) for no key"
                        + " update",
                _ -> true);
    }

    /** Gives each statement of this transaction more time than the role's own two seconds. */
    public void takeTime(Duration statement) {
        list("select set_config('statement_timeout', ?, true)", _ -> true, millis(statement));
        session.execute(
                (ConnectionCallback<Boolean>)
                        connection -> {
                            // the pool takes it back
                            connection.setNetworkTimeout(
                                    Runnable::run, (int) statement.plus(GRACE).toMillis());
                            return true;
                        });
    }

    private static String millis(Duration span) {
        return span.toMillis() + "ms";
    }

    /** Runs one statement that changes rows; says how many. */
    public int change(String sql, @Nullable Object... parameters) {
        return jdbc.sql(sql).params(Arrays.asList(parameters)).update();
    }

    /** Runs one statement that returns rows, such as a call of a function. */
    public <T> List<T> list(String sql, Read.Row<T> row, @Nullable Object... parameters) {
        return jdbc.sql(sql)
                .params(Arrays.asList(parameters))
                .query((rows, _) -> row.read(rows))
                .list();
    }
}
