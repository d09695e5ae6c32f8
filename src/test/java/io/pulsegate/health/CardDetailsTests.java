package io.pulsegate.health;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLTypeUtil;

import io.pulsegate.access.Role;
import io.pulsegate.testing.Asker;
import io.pulsegate.testing.GatewayTest;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.graphql.server.WebGraphQlHandler;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What a card says does not depend on how much of it is asked for. */
@GatewayTest
class CardDetailsTests {

    /** Reads everything of every card, wherever it stands. */
    private static final String EVERYTHING = " all: healthStatus { cards { hours { success } } }";

    @Autowired TestDatabase database;
    @Autowired WebGraphQlHandler handler;
    @Autowired GraphQlSource source;

    private TestOrg acme;

    @BeforeEach
    void settle() {
        acme = TestOrg.create(database, "Acme");
        List.of("comarch", "edi", "export").forEach(acme::connection);
        acme.webhook("https://shop.example/hook");
        for (var type : List.of("comarch", "edi", "webhooks", "import")) {
            acme.logs(type, "success", 3, Duration.ofMinutes(5));
            acme.log(type, "error", Duration.ofMinutes(1));
        }
    }

    @Test
    void everyFieldOfEveryCardIsTheSameAlone() {
        for (var card : cards()) {
            for (var field : card.getFields()) {
                var alone =
                        "{ healthStatus { cards { ... on %s { asked: %s } } } }"
                                .formatted(card.getName(), selection(field));
                var together = alone.replaceFirst("^\\{", "{" + EVERYTHING);
                if (!field.getName().equals("computedAt")) {
                    assertThat(asked(alone)).as(alone).isEqualTo(asked(together));
                }
            }
        }
    }

    @Test
    void theDearPartIsReadForWhoeverAsksForIt() {
        assertThat(reads("{ healthStatus { cards { status reason { summary } } } }"))
                .allMatch(sql -> sql.contains("from org_health_brief"));
        assertThat(
                        reads(
                                "{ healthStatus { cards { ...F } } } fragment F on EdiHealth {"
                                        + " partners: activePartners24h }"))
                .noneMatch(sql -> sql.contains("brief"));
        assertThat(reads("{ healthStatus { cards { hours { error } } } }"))
                .noneMatch(sql -> sql.contains("brief"));
    }

    private List<String> reads(String document) {
        return database.statementsOf(() -> asked(document)).stream()
                .map(sent -> sent.sql())
                .filter(sql -> sql.contains("org_health"))
                .toList();
    }

    private List<GraphQLObjectType> cards() {
        return source.schema().getAllTypesAsList().stream()
                .filter(GraphQLObjectType.class::isInstance)
                .map(GraphQLObjectType.class::cast)
                .filter(type ->
                        type.getInterfaces().stream()
                                .anyMatch(one -> one.getName().equals("IntegrationHealth")))
                .toList();
    }

    private static String selection(GraphQLFieldDefinition field) {
        return GraphQLTypeUtil.unwrapAll(field.getType()) instanceof GraphQLObjectType object
                ? field.getName()
                        + object.getFields().stream()
                                .map(CardDetailsTests::selection)
                                .collect(Collectors.joining(" ", " { ", " }"))
                : field.getName();
    }

    private Object asked(String document) {
        Map<String, Object> status =
                Asker.of(handler, acme, Role.ADMIN)
                        .document(document)
                        .execute()
                        .path("healthStatus")
                        .entity(new ParameterizedTypeReference<Map<String, Object>>() {})
                        .get();
        return Objects.requireNonNull(status.get("cards"));
    }
}
