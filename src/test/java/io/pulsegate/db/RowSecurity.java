package io.pulsegate.db;

import io.pulsegate.db.Table.Command;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Tries every command on every table as the gateway's role would, inside one transaction that is
 * never committed: whoever looks may also break the policies first, to see that it is noticed.
 *
 * <p>Connects as superuser and steps down by {@code set local role}, so that it can look behind
 * row-level security afterwards; what the role itself may do is {@link Catalogue}'s question.
 */
final class RowSecurity implements AutoCloseable {

    /** Not granted, or refused by a policy. */
    private static final String REFUSED = "42501";

    /** The announcement itself cannot be read. */
    private static final String UNREADABLE = "22P02";

    /** Keys are asked after policies: who violates one got past the policy. */
    private static final String CONSTRAINT = "23";

    private final UUID own = UUID.randomUUID();
    private final UUID foreign = UUID.randomUUID();
    private final Connection connection;
    private final JdbcClient jdbc;

    RowSecurity(Connection superuser) throws SQLException {
        connection = superuser;
        connection.setAutoCommit(false);
        jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        for (var org : List.of(own, foreign)) {
            jdbc.sql("set local pulsegate.org_ids = '{" + org + "}'").update();
            // some rows are there already, made by triggers
            inOrderOfReferences()
                    .map(table ->
                            table.insert(org, Table.idOf(table.name(), org))
                                    + " on conflict do nothing")
                    .forEach(insert -> jdbc.sql(insert).update());
        }
        jdbc.sql("set local pulsegate.org_ids = ''").update();
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    List<Context> contexts() {
        return Context.around(own, foreign);
    }

    /** Where the table does not keep its promise; empty when it does. */
    List<String> violations(Table table) throws SQLException {
        var violations = new ArrayList<String>();
        for (var command : Command.values()) {
            for (var context : contexts()) {
                violations.addAll(violations(table, command, context));
            }
        }
        violations.addAll(planting(table));
        violations.addAll(owning(table));
        return violations;
    }

    List<String> violations(Table table, Command command, Context context) throws SQLException {
        var violations = new ArrayList<String>();
        for (var capacity : Table.CAPACITIES) {
            boolean promised = table.promises(command, context.announced(), capacity);
            if (reaches(table, command, context, capacity) != promised) {
                violations.add(
                        "%s on %s, announcing %s as '%s': should %sreach the row"
                                .formatted(
                                        command,
                                        table.name(),
                                        context,
                                        capacity,
                                        promised ? "" : "not "));
            }
        }
        return violations;
    }

    /** A row of one's own must not be moved to another organisation. */
    List<String> planting(Table table) throws SQLException {
        if (!table.granted().contains(Command.UPDATE)) return List.of();
        var violations = new ArrayList<String>();
        for (var capacity : table.writers()) {
            var sql = "update %s set %s = '%s'".formatted(table.name(), table.orgColumn(), foreign);
            boolean moved =
                    attempt(
                            contexts().getFirst(),
                            capacity,
                            "pulsegate_app",
                            () -> jdbc.sql(sql).update() > 0);
            if (moved)
                violations.add(table.name() + ": a row can be moved to another organisation");
        }
        return violations;
    }

    /** The owner is bound too. */
    List<String> owning(Table table) throws SQLException {
        boolean seen =
                attempt(
                        new Context("none", null, 0),
                        "admin",
                        "pulsegate_owner",
                        () -> count(table, own) > 0);
        return seen
                ? List.of(table.name() + ": the owner sees rows without announcing")
                : List.of();
    }

    private boolean reaches(Table table, Command command, Context context, String capacity)
            throws SQLException {
        return attempt(
                context,
                capacity,
                "pulsegate_app",
                () ->
                        switch (command) {
                            case SELECT -> count(table, own) > 0;
                            case INSERT ->
                                    jdbc.sql(table.insert(own, UUID.randomUUID())).update() == 1;
                            case UPDATE -> updates(table);
                            case DELETE -> deletes(table);
                        });
    }

    private interface Attempt {
        boolean reaches();
    }

    /** Runs it as {@code role} and takes everything back; a refusal reaches nothing. */
    private boolean attempt(Context context, String capacity, String role, Attempt attempt)
            throws SQLException {
        var before = connection.setSavepoint();
        try {
            if (context.setting() != null) {
                jdbc.sql("select set_config('pulsegate.org_ids', ?, true)")
                        .param(context.setting())
                        .query()
                        .listOfRows();
            }
            jdbc.sql("select set_config('pulsegate.role', ?, true)")
                    .param(capacity)
                    .query()
                    .listOfRows();
            jdbc.sql("set local role " + role).update();
            return attempt.reaches();
        } catch (org.springframework.dao.DataAccessException e) {
            var state =
                    e.getMostSpecificCause() instanceof SQLException sql ? sql.getSQLState() : "";
            if (REFUSED.equals(state) || UNREADABLE.equals(state)) return false;
            if (state.startsWith(CONSTRAINT)) return true;
            throw e;
        } finally {
            connection.rollback(before);
        }
    }

    private long count(Table table, UUID org) {
        return jdbc.sql(
                        "select count(*) from %s where %s = ?"
                                .formatted(table.name(), table.orgColumn()))
                .param(org)
                .query(Long.class)
                .single();
    }

    /** Without a condition, which would ask the policy for reading as well. */
    private boolean updates(Table table) {
        var sql = "update %s set %s = '%s'".formatted(table.name(), table.orgColumn(), own);
        return jdbc.sql(sql).update() > 0;
    }

    /** Likewise. */
    private boolean deletes(Table table) {
        jdbc.sql("delete from " + table.name()).update();
        jdbc.sql("reset role").update();
        return count(table, own) == 0;
    }

    private static java.util.stream.Stream<Table> inOrderOfReferences() {
        return java.util.stream.Stream.concat(Table.ANNOUNCED.stream(), Table.SINGLE_ORG.stream())
                .sorted(java.util.Comparator.comparing(table -> !table.name().equals("users")))
                .sorted(
                        java.util.Comparator.comparing(
                                table -> !table.name().equals("organizations")));
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
    }
}
