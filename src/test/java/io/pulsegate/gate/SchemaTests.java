package io.pulsegate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.introspection.Introspection;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLNamedSchemaElement;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaPrinter;

import io.pulsegate.testing.GatewayTest;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.execution.GraphQlSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What can be asked: published as one file, and described for people. */
@GatewayTest
class SchemaTests {

    private static final Path PUBLISHED = Path.of("graphql/published.graphql");

    private final GraphQLSchema schema;

    SchemaTests(@Autowired GraphQlSource source) {
        schema = source.schema();
    }

    /** A difference is a change of the contract: look at it, then write it down. */
    @Test
    void isPublishedAsItIs() throws IOException {
        var options =
                SchemaPrinter.Options.defaultOptions()
                        .includeDirectiveDefinition("onDemand"::equals);
        var printed = new SchemaPrinter(options).print(schema);
        if ("write".equals(System.getProperty("schema"))) {
            Files.writeString(PUBLISHED, printed);
        }
        assertThat(Files.readString(PUBLISHED))
                .as("to publish: mvn -q test -Dtest=SchemaTests -Dschema=write")
                .isEqualTo(printed);
    }

    @Test
    void describesEveryTypeAndField() {
        assertThat(schema.getAllTypesAsList())
                .filteredOn(type -> !Introspection.isIntrospectionTypes(type))
                .flatMap(type -> Stream.concat(Stream.of(type), parts(type)).toList())
                .filteredOn(element ->
                        element.getDescription() == null || element.getDescription().isBlank())
                .extracting(GraphQLNamedSchemaElement::getName)
                .isEmpty();
    }

    private static Stream<? extends GraphQLNamedSchemaElement> parts(
            GraphQLNamedSchemaElement type) {
        return switch (type) {
            case GraphQLFieldsContainer fields -> fields.getFieldDefinitions().stream();
            case GraphQLInputObjectType input -> input.getFields().stream();
            case GraphQLEnumType choice -> choice.getValues().stream();
            default -> Stream.<GraphQLNamedSchemaElement>of();
        };
    }
}
