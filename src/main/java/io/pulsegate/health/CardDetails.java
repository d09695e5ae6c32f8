package io.pulsegate.health;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.Node;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLNamedSchemaElement;
import graphql.schema.GraphQLSchema;

import org.springframework.stereotype.Component;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * What only some cards have, and the hours: dear to read, and asked for by few but the page. Found
 * in the schema, so that a field that is added later is one of them.
 */
@Component
class CardDetails {

    private static final String CARD = "IntegrationHealth";
    private static final String HOURS = "hours";

    /** Documents are parsed once: each is itself. */
    private final Cache<Document, Boolean> known = Caffeine.newBuilder().weakKeys().build();

    /** Whether the document says the name of any of them, wherever: rather once too often. */
    boolean asked(DataFetchingEnvironment environment) {
        return known.get(
                environment.getDocument(),
                document -> says(document, names(environment.getGraphQLSchema())));
    }

    private static Set<String> names(GraphQLSchema schema) {
        var card = (GraphQLInterfaceType) Objects.requireNonNull(schema.getType(CARD));
        var names = new HashSet<String>();
        for (var type : schema.getImplementations(card)) {
            type.getFields().stream().map(GraphQLNamedSchemaElement::getName).forEach(names::add);
        }
        card.getFields().stream().map(GraphQLNamedSchemaElement::getName).forEach(names::remove);
        names.add(HOURS);
        return names;
    }

    private static boolean says(Node<?> node, Set<String> names) {
        return (node instanceof Field field && names.contains(field.getName()))
                || node.getChildren().stream().anyMatch(child -> says(child, names));
    }
}
