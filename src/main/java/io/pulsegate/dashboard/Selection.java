package io.pulsegate.dashboard;

import graphql.schema.DataFetchingFieldSelectionSet;
import graphql.schema.SelectedField;

import io.pulsegate.faults.Fault;

/** What may be asked for below {@code dashboardUpdates}: what its three sections hold. */
final class Selection {

    /**
     * The schema's directive on a field that is read by a statement of its own. In an update it
     * would be read anew for each question and update; and only such fields may depend on who asks.
     */
    static final String ON_DEMAND = "onDemand";

    private Selection() {}

    /**
     * Lets pass what updates can hold.
     *
     * @throws Fault.Invalid with the name of a field that they cannot
     */
    static void check(DataFetchingFieldSelectionSet selection) {
        selection.getFields().stream()
                .filter(Selection::isOnDemand)
                .findFirst()
                .ifPresent(field -> {
                    throw new Fault.Invalid(
                            "`%s` is read on demand and is not part of an update. Ask for it by a query."
                                    .formatted(field.getQualifiedName().replace('/', '.')));
                });
    }

    private static boolean isOnDemand(SelectedField field) {
        return field.getFieldDefinitions().stream()
                .anyMatch(definition -> definition.hasAppliedDirective(ON_DEMAND));
    }
}
