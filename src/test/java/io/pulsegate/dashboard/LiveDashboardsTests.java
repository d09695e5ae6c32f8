package io.pulsegate.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pulsegate.access.Role;
import io.pulsegate.access.Rounds;
import io.pulsegate.live.Answer;
import io.pulsegate.sections.SectionReader;
import io.pulsegate.tenancy.OrgVersions;
import io.pulsegate.testing.Asker;
import io.pulsegate.testing.GatewayTest;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.graphql.server.WebGraphQlHandler;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One read for all: what many watchers cost, and that each sees what is true and his own. */
@GatewayTest
class LiveDashboardsTests {

    private static final String SHORT =
            "subscription { dashboardUpdates(cadenceSeconds: 300) { seq unchangedSince"
                    + " newEventCount healthStatus { cards { type status successCount24h } }"
                    + " recentActivity { events { id message } } } }";

    /** Three that no cache could take for one. */
    private static final List<String> DOCUMENTS =
            List.of(
                    SHORT,
                    SHORT.replace("{ seq", "{ again: seq seq"),
                    SHORT.replace("id message", "id"));

    @Autowired TestDatabase database;
    @Autowired LiveDashboards live;
    @Autowired MeterRegistry meters;
    @Autowired WebGraphQlHandler handler;
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void leave() throws Exception {
        for (var each : open) {
            each.close();
        }
        await().until(() -> meters.get("pulsegate.live.watchers").gauge().value() == 0);
    }

    @Test
    void oneWatcherOfOneOrgCostsFourStatements() {
        assertThat(statementsOfOneChange(orgs(1), 1))
                .isEqualTo(Map.of("org_health", 1L, "org_activity", 1L, "org_errors", 1L));
    }

    @Test
    void aThousandWatchersOfOneOrgCostTheSame() {
        assertThat(statementsOfOneChange(orgs(1), 1000))
                .isEqualTo(Map.of("org_health", 1L, "org_activity", 1L, "org_errors", 1L));
    }

    @Test
    void aThousandWatchersOfTwoHundredOrgsCostTheSame() {
        assertThat(statementsOfOneChange(orgs(200), 1000))
                .isEqualTo(Map.of("org_health", 1L, "org_activity", 1L, "org_errors", 1L));
    }

    @Test
    void executesOncePerOrgAndDocumentAndSharesTheBytes() {
        var spectators = spectators(orgs(200), 1000);
        double before = executions();
        double known = distinctAnswers(spectators);
        changeAll(spectators);
        // one that is under way is counted, and not yet heard
        await().untilAsserted(() ->
                assertThat(executions() - before).isEqualTo(distinctAnswers(spectators) - known));
        assertThat(executions() - before).isBetween(600.0, 1000.0 - 1);
    }

    /** Also when the read is shared with 199 others. */
    @Test
    void pushesWhatTheQueryAnswersAtTheSameMoment() throws IOException {
        var document = text("graphql/operations/dashboard/DashboardUpdates.graphql");
        var spectators = orgs(200).stream().map(org -> watch(org, document)).toList();
        changeAll(spectators);
        for (var spectator : spectators) {
            var asked =
                    Asker.of(handler, spectator.org, Role.ADMIN)
                            .document(asQuery(document))
                            .execute();
            for (var section : List.of("healthStatus", "recentActivity", "errorSummary")) {
                var answered = asked.path(section).entity(Map.class).get();
                assertThat(timeless(spectator.newest().path(section)))
                        .isEqualTo(timeless(JsonMapper.shared().valueToTree(answered)));
            }
        }
    }

    @Test
    void countsFallThoughNobodyWrites() {
        var acme = orgs(1).getFirst();
        acme.log("comarch", "success", Duration.ofHours(24).minusSeconds(5));
        var spectator = watch(acme, SHORT);
        assertThat(successes(spectator.update(0))).isEqualTo(2);
        await().atMost(Duration.ofSeconds(20)).until(() -> successes(spectator.newest()) == 1);
        assertThat(spectator.newest().path("seq")).isEqualTo(spectator.update(0).path("seq"));
    }

    /** A minute turns for all organisations at once: no slot may be long for that. */
    @Test
    @Tag("long")
    void readsInTurnsWhatTimeChangesForManyAtOnce() {
        var orgs = orgs(40);
        TestOrg.logAll(orgs, "success", Duration.ofHours(24).minusSeconds(20));
        var spectators = orgs.stream().map(org -> watch(org, SHORT)).toList();
        assertThat(spectators).allMatch(spectator -> successes(spectator.update(0)) == 2);
        var sections =
                sections(
                        database.statementsOf(() ->
                                await().atMost(Duration.ofMinutes(1))
                                        .until(() ->
                                                spectators.stream()
                                                        .allMatch(one ->
                                                                successes(one.newest()) == 1))));
        assertThat(sections.get("org_health")).isGreaterThanOrEqualTo(4);
    }

    @Test
    void silenceTurnsDisconnectedOnTimeThoughNobodyWrites() {
        var acme = TestOrg.create(database, "Silent");
        acme.connection("comarch");
        acme.change("update integration_connections set expected_interval = '3 seconds'");
        acme.log("comarch", "success", Duration.ZERO);
        var spectator = watch(acme, SHORT);
        assertThat(status(spectator.update(0))).isEqualTo("CONNECTED");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> status(spectator.newest()).equals("DISCONNECTED"));
        assertThat(spectator.newest().path("seq")).isEqualTo(spectator.update(0).path("seq"));
    }

    @Test
    void showsTheSameToAllWithTheSameGrants() throws IOException {
        var acme = orgs(1).getFirst();
        var document = text("graphql/operations/dashboard/DashboardUpdates.graphql");
        var one = watch(acme, document);
        var other = watch(acme, document);
        one.update(0);
        other.update(0);
        acme.log("comarch", "error", Duration.ZERO);
        one.update(1);
        other.update(1);
        assertThat(one.heard.get(1).json()).isSameAs(other.heard.get(1).json());
    }

    /**
     * They come one after the other, as after a restart: each has an answer before the next asks.
     */
    @Test
    void answersOnceAllWhoComeWithinASecond() {
        var acme = orgs(1).getFirst();
        watch(acme, SHORT).update(0);
        var before = executions();
        for (int i = 0; i < 50; i++) {
            watch(acme, SHORT).update(0);
        }
        assertThat(executions() - before).isLessThan(25);
    }

    @Test
    void waitsForTheCadenceWhenEarlyUpdatesAreSwitchedOff(
            @Autowired LiveEngine engine,
            @Autowired SectionReader reader,
            @Autowired OrgVersions versions,
            @Autowired Rounds rounds) {
        var inbox = new LiveInbox();
        var liveMeters = new LiveMeters(new SimpleMeterRegistry());
        var ticker =
                new LiveTicker(
                        versions,
                        versions,
                        new SnapshotReader(reader, inbox, liveMeters),
                        engine,
                        rounds,
                        liveMeters,
                        new LiveProperties(false));
        var slow = new LiveDashboards(engine, ticker, inbox);
        slow.start();
        open.add(slow::stop);
        var acme = notDueWithinAMinute();
        var due = add(new Spectator(slow, acme, SHORT.replace("300", "5")));
        var later = add(new Spectator(slow, acme, SHORT));
        var early = watch(acme, SHORT);
        List.of(due, later, early).forEach(spectator -> spectator.update(0));
        acme.log("comarch", "success", Duration.ZERO);
        assertThat(early.update(1).path("newEventCount").asInt()).isEqualTo(1);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> due.newest().path("newEventCount").asInt() == 1);
        assertThat(later.heard).hasSize(1);
    }

    /** An org whose next turn among 300 seconds is far: it comes early, or not while we look. */
    private TestOrg notDueWithinAMinute() {
        long now = System.nanoTime();
        return orgs(10).stream()
                .filter(org ->
                        IntStream.range(0, 60)
                                .noneMatch(second ->
                                        LiveQuery.isSlotOf(
                                                org.id(), 300, now + second * LiveDashboards.SLOT)))
                .findFirst()
                .orElseThrow();
    }

    /** The statements by which dashboards are read, of one change in each org. */
    private Map<String, Long> statementsOfOneChange(List<TestOrg> orgs, int watchers) {
        var spectators = spectators(orgs, watchers);
        return sections(database.statementsOf(() -> changeAll(spectators)));
    }

    private static Map<String, Long> sections(List<TestDatabase.Statement> statements) {
        return statements.stream()
                .filter(statement -> statement.sql().contains("org_"))
                .flatMap(statement ->
                        List.of("org_health", "org_activity", "org_errors").stream()
                                .filter(statement.sql()::contains)
                                .map(section -> Map.entry(section, statement.calls())))
                .collect(
                        java.util.stream.Collectors.toMap(
                                Map.Entry::getKey, Map.Entry::getValue, Long::sum));
    }

    private List<Spectator> spectators(List<TestOrg> orgs, int watchers) {
        var spectators =
                IntStream.range(0, watchers)
                        .mapToObj(i ->
                                watch(
                                        orgs.get(i % orgs.size()),
                                        DOCUMENTS.get(i / orgs.size() % DOCUMENTS.size())))
                        .toList();
        spectators.forEach(spectator -> spectator.update(0));
        return spectators;
    }

    /** One event in each org, in one transaction; returns when everybody has been told of it. */
    private void changeAll(List<Spectator> spectators) {
        spectators.forEach(spectator -> spectator.update(0));
        var orgs = spectators.stream().map(spectator -> spectator.org).distinct().toList();
        TestOrg.logAll(orgs, "success", Duration.ZERO);
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        spectators.stream()
                                .allMatch(spectator -> spectator.heard("\"newEventCount\":1")));
    }

    private List<TestOrg> orgs(int count) {
        return TestOrg.many(database, count);
    }

    private Spectator watch(TestOrg org, String document) {
        return add(new Spectator(live, org, document));
    }

    private Spectator add(Spectator spectator) {
        open.add(spectator);
        return spectator;
    }

    private double executions() {
        return meters.get("pulsegate.live.executions").counter().count();
    }

    private static double distinctAnswers(List<Spectator> spectators) {
        var answers = Collections.newSetFromMap(new IdentityHashMap<Answer, Boolean>());
        spectators.forEach(spectator -> answers.addAll(spectator.heard));
        return answers.size();
    }

    private static int successes(JsonNode update) {
        return card(update).path("successCount24h").asInt();
    }

    private static String status(JsonNode update) {
        return card(update).path("status").asString();
    }

    private static JsonNode card(JsonNode update) {
        return update.at("/healthStatus/cards/0");
    }

    /** Without what says when it was asked. */
    private static ObjectNode timeless(JsonNode section) {
        return ((ObjectNode) section).remove(List.of("computedAt", "serverTime"));
    }

    /** The same three sections, asked by a query. */
    private static String asQuery(String subscription) {
        return "query {\n"
                + subscription
                        .substring(subscription.indexOf("    healthStatus {"))
                        .replaceFirst("\n  }\n}", "\n}");
    }

    private static String text(String resource) throws IOException {
        return new ClassPathResource(resource).getContentAsString(StandardCharsets.UTF_8);
    }
}
