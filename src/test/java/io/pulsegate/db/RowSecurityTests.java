package io.pulsegate.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.pulsegate.db.Table.Command;
import io.pulsegate.testing.Beside;
import io.pulsegate.testing.TestDatabase;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every table of the catalogue, every command, every announcement: who reaches a row, and who does
 * not.
 */
@Beside
class RowSecurityTests {

    private static RowSecurity security;

    @BeforeAll
    static void openOneTransaction() throws SQLException {
        security = new RowSecurity(TestDatabase.fresh().superuser().dataSource().getConnection());
    }

    @AfterAll
    static void takeEverythingBack() throws SQLException {
        security.close();
    }

    @Test
    void everyTablePromisesSomething() {
        var promised =
                Stream.concat(tables().stream().map(Table::name), Table.HOUSEKEEPING.stream());
        assertThat(Catalogue.tables(security.jdbc()))
                .containsExactlyInAnyOrderElementsOf(promised.toList());
    }

    @TestFactory
    Stream<DynamicNode> keepsItsPromise() {
        return tables().stream()
                .map(table ->
                        dynamicContainer(
                                table.name(), Stream.concat(commands(table), beyond(table))));
    }

    private static Stream<DynamicNode> commands(Table table) {
        return Arrays.stream(Command.values())
                .flatMap(command ->
                        security.contexts().stream()
                                .map(context ->
                                        dynamicTest(
                                                command + ", announcing " + context,
                                                () ->
                                                        assertThat(
                                                                        security.violations(
                                                                                table, command,
                                                                                context))
                                                                .isEmpty())));
    }

    private static Stream<DynamicNode> beyond(Table table) {
        return Stream.of(
                dynamicTest(
                        "rows stay with their organisation",
                        () -> assertThat(security.planting(table)).isEmpty()),
                dynamicTest(
                        "the owner is bound too",
                        () -> assertThat(security.owning(table)).isEmpty()));
    }

    static List<Table> tables() {
        return Stream.concat(Table.ANNOUNCED.stream(), Table.SINGLE_ORG.stream()).toList();
    }
}
