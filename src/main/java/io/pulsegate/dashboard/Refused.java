package io.pulsegate.dashboard;

import graphql.GraphQLError;

import java.util.List;

/**
 * A subscription that never starts: its document or arguments are wrong. Doors send the errors as
 * they are.
 */
public final class Refused extends RuntimeException {

    private final transient List<GraphQLError> errors;

    public Refused(List<GraphQLError> errors) {
        super("subscription refused", null, false, false);
        this.errors = List.copyOf(errors);
    }

    public List<GraphQLError> errors() {
        return errors;
    }
}
