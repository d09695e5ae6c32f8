package io.pulsegate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import static java.util.stream.Collectors.joining;

import com.sun.management.OperatingSystemMXBean;

import io.pulsegate.access.Role;
import io.pulsegate.access.Viewer;
import io.pulsegate.testing.GatewayTest;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.support.DefaultGraphQlRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.util.LinkedMultiValueMap;

import tools.jackson.databind.json.JsonMapper;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the dearest requests cost, in CPU time of the whole process while nothing else runs in it:
 * parsing, validation, execution and the answer's JSON, on whichever threads. The long profile
 * prints it; the README has the figures.
 */
@Tag("long")
@GatewayTest
class WorstRequestsTests {

    private static final Logger log = LoggerFactory.getLogger(WorstRequestsTests.class);
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final Duration REJECTED = Duration.ofMillis(20);
    private static final Duration ACCEPTED = Duration.ofMillis(50);

    /** Every field of an event that is in its own row. */
    private static final String EVENT =
            " id type status direction eventType message errorMessage errorCode failureOrigin"
                    + " retryable retryCount httpStatus durationMs businessKind businessRef"
                    + " correlationId traceId arrivedLate occurredAt recordedAt ";

    @Autowired TestDatabase database;
    @Autowired WebGraphQlHandler handler;
    @Autowired JsonMapper json;

    static Stream<Arguments> rejected() {
        return Stream.of(
                arguments("70,000 directives", "{ __typename " + "@aa ".repeat(70_000) + "}"),
                arguments("5,000 directives", "{ __typename " + "@aa".repeat(5_000) + "}"),
                arguments("650 directives", "{ __typename " + "@aa ".repeat(650) + "}"),
                arguments("10,000 duplicates", "{ " + "__typename ".repeat(10_000) + "}"),
                arguments("1,900 duplicates", "{ " + "__typename ".repeat(1_900) + "}"),
                arguments("1,000 aliases", "{ " + numbered(1_000, "a%d:__typename ") + "}"),
                arguments("256 KiB of commas", "{ __typename " + ",".repeat(262_000) + "}"),
                arguments("19,900 commas and a fault", "{ nope " + ",".repeat(19_900) + "}"),
                arguments("comments", "#\n".repeat(9_900) + "{ nope }"),
                arguments("a block string", "{ a(b: \"\"\"" + "\n ".repeat(9_900) + "\"\"\") }"),
                arguments("lists in lists", "{ a(b: " + "[".repeat(1_900) + ") }"),
                arguments("fields in fields", "{ a ".repeat(900) + "}".repeat(900)),
                arguments(
                        "a fragment bomb",
                        "{ ...F0 } "
                                + numbered(29, "fragment F%1$d on Query { ...G%1$d ...G%1$d } ")
                                + "fragment F29 on Query { __typename }"),
                arguments(
                        "30 doubling fragments",
                        "{ ...F0 } "
                                + IntStream.range(0, 28)
                                        .mapToObj(i ->
                                                "fragment F%d on Query { ...F%d ...F%d } "
                                                        .formatted(i, i + 1, i + 1))
                                        .collect(joining())
                                + "fragment F28 on Query { __typename }"),
                arguments(
                        "390 unknown fields", "{ healthStatus { " + numbered(390, "f%d ") + "} }"),
                arguments(
                        "conflicting fields",
                        "{ healthStatus { cards { "
                                + numbered(12, "... on ComarchHealth { x: status } ".repeat(2))
                                + numbered(12, "... on EdiHealth { x: level } ".repeat(2))
                                + "} } }"),
                arguments(
                        "1,900 unused variables",
                        "query (" + numbered(450, "$v%d: Int ") + ") { __typename }"),
                arguments(
                        "a number of 19,900 digits",
                        "{ recentActivity(first: " + "9".repeat(19_900) + ") { __typename } }"));
    }

    static Stream<Arguments> accepted() {
        return Stream.of(
                arguments(
                        "all cards, ten times",
                        "{ "
                                + numbered(
                                        10,
                                        "c%d: healthStatus { cards { type status level"
                                            + " successRate24h reason { rule summary turnsOkWhen }"
                                            + " hours { success warning error } } } ")
                                + "}"),
                arguments(
                        "ten pages of a hundred events",
                        "{ "
                                + numbered(
                                        10, "p%d: integrationLogs(first: 100) { nodes { ...E } } ")
                                + "} fragment E on IntegrationEvent {"
                                + EVENT
                                + "}"),
                arguments(
                        "four pages with what belongs to each event",
                        "{ "
                                + numbered(
                                        4,
                                        "p%d: integrationLogs(first: 100) { nodes { id connection {"
                                                + " name } webhook { name } attempts { number }"
                                                + " retries { eventId } } } ")
                                + "}"),
                arguments(
                        "a long text",
                        "{ healthStatus { " + ",".repeat(19_900) + "computedAt } }"));
    }

    @ParameterizedTest
    @MethodSource("rejected")
    void rejectsForLittle(String what, String document) {
        var cost = cost(what, document, "\"errors\"");
        assertThat(cost).as(what).isLessThan(REJECTED);
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void answersForWhatIsBearable(String what, String document) {
        var cost = cost(what, document, "\"data\"");
        assertThat(cost).as(what).isLessThan(ACCEPTED);
    }

    private Duration cost(String what, String document, String expected) {
        signIn();
        IntStream.range(0, 300).forEach(_ -> ask(document, expected));
        int times = 100;
        long before = PROCESS.getProcessCpuTime();
        IntStream.range(0, times).forEach(_ -> ask(document, expected));
        var each = Duration.ofNanos((PROCESS.getProcessCpuTime() - before) / times);
        log.warn("{}: {} µs", what, each.toNanos() / 1_000);
        return each;
    }

    private void ask(String document, String expected) {
        var request =
                new WebGraphQlRequest(
                        URI.create("/graphql"),
                        new HttpHeaders(),
                        new LinkedMultiValueMap<>(),
                        null,
                        new HashMap<>(),
                        new DefaultGraphQlRequest(document, null, Map.of(), Map.of()),
                        "1",
                        Locale.ROOT);
        var answer = Objects.requireNonNull(handler.handleRequest(request).block());
        assertThat(json.writeValueAsString(answer.toMap())).contains(expected);
    }

    private void signIn() {
        var org = TestOrg.create(database, "Acme");
        org.connection("comarch");
        org.logs("comarch", "error", 1_000, Duration.ofSeconds(60));
        var viewer =
                new Viewer(
                        org.id(),
                        new Viewer.User(UUID.randomUUID(), "admin", Role.ADMIN),
                        Role.ADMIN.grants());
        SecurityContextHolder.getContext()
                .setAuthentication(new TestingAuthenticationToken(viewer, null));
    }

    private static String numbered(int count, String part) {
        return IntStream.range(0, count).mapToObj(part::formatted).collect(joining());
    }
}
