package io.pulsegate.testing;

import static java.util.Objects.requireNonNull;

import io.pulsegate.tenancy.OrgId;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

import javax.sql.DataSource;

/**
 * One role, and what it announces. Immutable; a connection is opened for each call.
 *
 * @param orgs {@code pulsegate.org_ids} as it is written, right or wrong; null announces nothing
 * @param capacity {@code pulsegate.role}
 */
public record Caller(DataSource dataSource, @Nullable String orgs, String capacity) {

    static Caller of(DataSource dataSource) {
        return new Caller(dataSource, null, "");
    }

    public Caller announcing(OrgId... orgs) {
        return announcing(List.of(orgs));
    }

    public Caller announcing(Collection<OrgId> orgs) {
        return announcingText(
                orgs.stream().map(OrgId::toString).collect(Collectors.joining(",", "{", "}")));
    }

    /** For what the gateway would never announce. */
    public Caller announcingText(String orgs) {
        return new Caller(dataSource, orgs, capacity);
    }

    /** {@code admin}, {@code reader}, {@code system}, or empty. */
    public Caller inCapacity(String capacity) {
        return new Caller(dataSource, orgs, capacity);
    }

    /** Statements that commit one by one, with nothing announced. */
    public JdbcClient jdbc() {
        return JdbcClient.create(dataSource);
    }

    /** Runs {@code work} in one transaction, announced first; commits unless it throws. */
    public <T> T call(Function<JdbcClient, T> work) {
        var transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        return requireNonNull(
                transaction.execute(_ -> {
                    var jdbc = jdbc();
                    announce(jdbc);
                    return work.apply(jdbc);
                }));
    }

    public void run(Consumer<JdbcClient> work) {
        call(jdbc -> {
            work.accept(jdbc);
            return true;
        });
    }

    private void announce(JdbcClient jdbc) {
        if (orgs == null) return;
        jdbc.sql(
                        "select set_config('pulsegate.org_ids', ?, true),"
                                + " set_config('pulsegate.role', ?, true)")
                .params(orgs, capacity)
                .query()
                .listOfRows();
    }
}
