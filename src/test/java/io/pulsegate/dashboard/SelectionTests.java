package io.pulsegate.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.TrivialDataFetcher;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;

import io.pulsegate.testing.GatewayTest;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.execution.GraphQlSource;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What an update may hold: nothing that is read anew, or that depends on who asks. */
@GatewayTest
class SelectionTests {

    /** Methods of ours that take nothing but their parent and their arguments. */
    private static final Set<String> OF_THEIR_PARENT = Set.of("HealthStatus.card");

    private final GraphQLSchema schema;

    SelectionTests(@Autowired GraphQlSource source) {
        schema = source.schema();
    }

    /** A property of what was read for all can know neither a database nor a viewer. */
    @Test
    void everyFieldOfAnUpdateIsAPropertyOrOnDemand() {
        var methods = new TreeSet<String>();
        var onDemand = new TreeSet<String>();
        fields().forEach((name, field) -> {
            if (field.hasAppliedDirective(Selection.ON_DEMAND)) {
                onDemand.add(name);
            } else if (!isProperty(name, field)) {
                methods.add(name);
            }
        });
        assertThat(methods).isEqualTo(OF_THEIR_PARENT);
        assertThat(onDemand).isNotEmpty().allMatch(name -> !isProperty(name, field(name)));
    }

    private boolean isProperty(String name, GraphQLFieldDefinition field) {
        var type = (GraphQLObjectType) schema.getType(name.substring(0, name.indexOf('.')));
        return schema.getCodeRegistry()
                        .getDataFetcher(FieldCoordinates.coordinates(type, field.getName()), field)
                instanceof TrivialDataFetcher<?>;
    }

    private GraphQLFieldDefinition field(String name) {
        return java.util.Objects.requireNonNull(fields().get(name));
    }

    /** Every field that can be reached from an update, as {@code Type.field}. */
    private Map<String, GraphQLFieldDefinition> fields() {
        var fields = new LinkedHashMap<String, GraphQLFieldDefinition>();
        var seen = new TreeSet<String>();
        var open = new ArrayDeque<GraphQLType>();
        open.add(schema.getObjectType("DashboardUpdate"));
        while (!open.isEmpty()) {
            switch (open.remove()) {
                case GraphQLObjectType type when seen.add(type.getName()) ->
                        type.getFields()
                                .forEach(field -> {
                                    fields.put(type.getName() + "." + field.getName(), field);
                                    open.add(GraphQLTypeUtil.unwrapAll(field.getType()));
                                });
                case GraphQLInterfaceType type -> open.addAll(schema.getImplementations(type));
                default -> {}
            }
        }
        return fields;
    }
}
