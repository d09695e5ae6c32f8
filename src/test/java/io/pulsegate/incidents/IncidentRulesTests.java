package io.pulsegate.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import io.pulsegate.incidents.Failing.Event;
import io.pulsegate.integrations.Waiting;
import io.pulsegate.testing.Beside;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** When an incident opens, closes and comes back, and who waits for it. */
@Beside
class IncidentRulesTests {

    private TestOrg acme;
    private Failing comarch;
    private Failing endpoint;

    @BeforeEach
    void settle() {
        acme = TestOrg.create(TestDatabase.fresh(), "Acme");
        comarch = Failing.run(acme);
        endpoint = Failing.endpoint(acme);
    }

    // opening

    @Test
    void opensAtTheFirstFailureWhereAPersonMustAct() {
        comarch.because("auth").fails(5);
        assertThat(incident()).containsEntry("state", "open").containsEntry("count", 1);
    }

    @Test
    void opensAtTheSecondFailureInARowOfAConnection() {
        comarch.fails(700);
        assertThat(incident()).isEmpty();
        comarch.fails(300);
        assertThat(incident()).containsEntry("state", "open").containsEntry("count", 2);
    }

    @Test
    void staysShutForFailuresWithASuccessBetween() {
        comarch.fails(300);
        comarch.succeeds(200);
        comarch.fails(100);
        comarch.batch(
                List.of(
                        new Event("success", null, 90),
                        new Event("error", null, 80),
                        new Event("success", null, 70),
                        new Event("error", null, 60)));
        assertThat(incident()).isEmpty();
    }

    @Test
    void opensAtTheThirdFailureOfAnEndpointWhateverSucceedsBetween() {
        endpoint.fails(29);
        endpoint.succeeds(28, 27);
        endpoint.fails(15);
        assertThat(incident()).isEmpty();
        endpoint.fails(1);
        assertThat(incident()).containsEntry("state", "open").containsEntry("count", 3);
    }

    @Test
    void staysShutForFailuresOfAnEndpointThatAreFarApart() {
        endpoint.fails(100, 84, 68, 52, 36, 20, 4);
        assertThat(incident()).isEmpty();
    }

    @Test
    void countsEverythingSinceItOpenedWhateverGapsItHas() {
        endpoint.fails(500, 490, 480, 300, 120, 3);
        assertThat(incident()).containsEntry("count", 6).containsEntry("state", "open");
        assertThat(minutesSince("since")).isEqualTo(500);
    }

    @Test
    void keepsConnectionsAndMessagesApart() {
        comarch.fails(30);
        Failing.run(acme).fails(20);
        comarch.saying("unreadable").fails(10);
        assertThat(incident()).isEmpty();
        comarch.saying("refused 4711").fails(9);
        assertThat(incident()).isEmpty();
        comarch.saying("refused 4712").fails(8);
        assertThat(incident()).containsEntry("title", "refused 4712");
    }

    // closing

    @Test
    void closesAfterTwoSuccessesAndAQuietTime() {
        endpoint.fails(50, 45, 42);
        endpoint.succeeds(41);
        assertThat(incident()).containsEntry("state", "open");
        endpoint.succeeds(40);
        assertThat(incident())
                .containsEntry("state", "resolved")
                .containsEntry("closed_by_itself", true);
        assertThat(minutesSince("closed_at")).isEqualTo(12);
    }

    @Test
    void twoSuccessesDoNotCloseWhatFailedJustNow() {
        endpoint.fails(9, 8, 7);
        endpoint.succeeds(6, 5, 4, 3, 2, 1);
        assertThat(incident()).containsEntry("state", "open");
        Failing.passTime(acme, Duration.ofMinutes(30));
        assertThat(incident()).containsEntry("state", "resolved");
    }

    @Test
    void aFailureAfterTheSuccessesKeepsItOpen() {
        endpoint.fails(50, 45, 42);
        endpoint.succeeds(41, 40);
        endpoint.fails(39);
        assertThat(incident()).containsEntry("state", "open").containsEntry("count", 4);
    }

    @Test
    void silenceIsNoSuccess() {
        comarch.fails(90, 60);
        Failing.passTime(acme, Duration.ofDays(6));
        assertThat(incident()).containsEntry("state", "open");
        Failing.passTime(acme, Duration.ofDays(1));
        assertThat(incident()).containsEntry("state", "resolved");
    }

    @Test
    void successesThatWereThereAlreadyCloseWhatArrivesLate() {
        comarch.succeeds(100, 90);
        comarch.fails(300, 280);
        assertThat(incident()).containsEntry("state", "resolved").containsEntry("count", 2);
    }

    @Test
    void successesOnAnotherConnectionSayNothing() {
        comarch.fails(300, 280);
        Failing.run(acme).succeeds(100, 90);
        assertThat(incident()).containsEntry("state", "open");
    }

    @Test
    void aCardIsReadAgainWhenAnIncidentCloses() {
        endpoint.fails(9, 8, 7);
        endpoint.succeeds(6, 5);
        long changes =
                number(
                        "select count(*) from org_health h join incidents i using (org_id,"
                                + " integration_type) where h.changes_at <= i.closes_at");
        assertThat(changes).isEqualTo(1);
        assertThat(number("select sum(open_incidents) from org_errors")).isEqualTo(1);
        Failing.passTime(acme, Duration.ofMinutes(30));
        assertThat(number("select coalesce(sum(open_incidents), 0) from org_errors")).isZero();
    }

    // coming back

    @Test
    void comesBackWithItsNoteWhenItFailsAgainEnough() {
        endpoint.fails(50, 45, 42);
        resolve("renewed the licence");
        endpoint.fails(41); // on its way when it was resolved: said before, happened before
        Failing.passTime(acme, Duration.ofMinutes(60));
        endpoint.fails(20, 15);
        assertThat(incident()).containsEntry("state", "resolved").containsEntry("count", 3);
        endpoint.fails(10);
        assertThat(incident())
                .containsEntry("state", "open")
                .containsEntry("count", 3)
                .containsEntry("total_count", 7L)
                .containsEntry("reopened", 1)
                .containsEntry("note", "renewed the licence")
                .containsEntry("noted_by", "Ada");
    }

    @Test
    void mustBeQuietTwiceAsLongEachTimeItComesBack() {
        endpoint.fails(200, 199, 198);
        endpoint.succeeds(197, 196);
        endpoint.fails(100, 99, 98);
        endpoint.succeeds(97, 96);
        assertThat(incident()).containsEntry("state", "resolved").containsEntry("reopened", 1);
        assertThat(minutesSince("closed_at")).isEqualTo(38);
        endpoint.fails(20, 19, 18);
        endpoint.succeeds(17, 16);
        Failing.passTime(acme, Duration.ofMinutes(100));
        assertThat(incident()).containsEntry("state", "open").containsEntry("reopened", 2);
        Failing.passTime(acme, Duration.ofMinutes(10));
        assertThat(incident()).containsEntry("state", "resolved");
    }

    @Test
    void aComebackIsNobodysUntilSomebodySaysSo() {
        comarch.because("auth").fails(100);
        acknowledge();
        assertThat(incident()).containsEntry("state", "acknowledged");
        comarch.because("auth").fails(90);
        assertThat(incident()).containsEntry("state", "acknowledged").containsEntry("count", 2);
        resolve("new password");
        Failing.passTime(acme, Duration.ofMinutes(10));
        comarch.because("auth").fails(1);
        assertThat(incident()).containsEntry("state", "open").containsEntry("count", 1);
        assertThat(incident().get("acknowledged_at")).isNull();
    }

    // in its own time

    @Test
    void aLateFailureCountsWhereItHappened() {
        endpoint.fails(30, 25, 20);
        endpoint.fails(35);
        assertThat(incident()).containsEntry("count", 4).containsEntry("total_count", 4L);
        assertThat(minutesSince("since")).isEqualTo(35);
        endpoint.fails(9_000);
        assertThat(incident()).containsEntry("count", 4).containsEntry("total_count", 5L);
        assertThat(minutesSince("since")).isEqualTo(35);
        assertThat(minutesSince("first_seen_at")).isEqualTo(9_000);
        assertThat(minutesSince("last_seen_at")).isEqualTo(20);
    }

    @Test
    void countsOfAllTimeEqualTheLogWhoeverWritesWhatInWhichOrder() throws Exception {
        var lines =
                Stream.of(comarch, endpoint, comarch.saying("unreadable"), Failing.run(acme))
                        .toList();
        var writers =
                IntStream.range(0, 4)
                        .<Callable<Boolean>>mapToObj(writer ->
                                () -> {
                                    var random = new Random(writer);
                                    for (int i = 0; i < 12; i++) {
                                        lines.get(random.nextInt(lines.size()))
                                                .batch(events(random));
                                    }
                                    return true;
                                })
                        .toList();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var writer : threads.invokeAll(writers)) {
                assertThat(writer.get()).isTrue();
            }
        }
        assertThat(acme.inOrg(Recount::differences)).isEmpty();
    }

    // who waits

    @Test
    void countsWhoWaitsOnceEachByKind() {
        comarch.fails("ZS-1", 30);
        comarch.fails("ZS-2", 20);
        comarch.fails("ZS-2", 10);
        comarch.about("invoice").fails("FV-1", 9);
        comarch.about(null).fails("X-1", 8);
        assertThat(waiting()).isEqualTo(Map.of("order", 2, "invoice", 1, "null", 1));
    }

    @Test
    void whoSucceedsOnTheSameConnectionNeedNotWait() {
        comarch.fails("ZS-1", 30);
        comarch.fails("ZS-2", 20);
        endpoint.succeeds("ZS-1", 10);
        comarch.succeeds("ZS-2", 25);
        assertThat(waiting()).isEqualTo(Map.of("order", 2));
        comarch.succeeds("ZS-1", 9);
        assertThat(waiting()).isEqualTo(Map.of("order", 1));
        comarch.fails("ZS-1", 8);
        assertThat(waiting()).isEqualTo(Map.of("order", 2));
    }

    @Test
    void whoHasSucceededSinceDoesNotWaitForAFailureThatArrivesLate() {
        comarch.succeeds("ZS-1", 10);
        comarch.fails("ZS-1", 30);
        comarch.fails("ZS-2", 20);
        assertThat(waiting()).isEqualTo(Map.of("order", 1));
        comarch.batch(
                List.of(
                        new Event("error", "ZS-3", 6),
                        new Event("success", "ZS-3", 5),
                        new Event("error", "ZS-4", 4)));
        assertThat(waiting()).isEqualTo(Map.of("order", 2));
    }

    @Test
    void remembersTenThousandWhoWaitAndThenSaysAtLeast() {
        comarch.batch(
                IntStream.range(0, 10_200).mapToObj(i -> new Event("error", "R" + i, 5)).toList());
        assertThat(waiting()).isEqualTo(Map.of("order", 10_000));
        comarch.fails("one more", 4);
        assertThat(waiting()).isEqualTo(Map.of("order", 10_000));
    }

    // and no harm done

    @Test
    void aMessageThatIsAnotherEachTimeFillsNothing() {
        comarch.because("auth").fails(600);
        for (int first = 1; first <= 5_200; first += 520) { // a statement has two seconds
            acme.change(
                    """
                    insert into integration_logs (org_id, integration_type, event_type, status, message, occurred_at)
                    select ?, 'edi', 'test', 'error', translate(n::text, '0123456789', 'abcdefghij'), now() - n * interval '1 second'
                      from generate_series(?, ?) n
                    """,
                    acme.id().value(),
                    first,
                    first + 519);
        }
        assertThat(number("select count(*) from incidents")).isEqualTo(5_000);
        assertThat(incident()).containsEntry("state", "open");
    }

    @Test
    void whatSucceedsWritesNothing() {
        comarch.succeeds(3, 2, 1);
        assertThat(number("select count(*) from incidents")).isZero();
        assertThat(number("select count(*) from integration_logs where fingerprint is not null"))
                .isZero();
    }

    private static List<Event> events(Random random) {
        return IntStream.range(0, random.nextInt(1, 20))
                .mapToObj(_ ->
                        new Event(
                                random.nextInt(3) == 0 ? "success" : "error",
                                "R" + random.nextInt(9),
                                random.nextInt(3_000)))
                .toList();
    }

    private Map<String, @Nullable Object> incident() {
        return Failing.incident(acme);
    }

    private Map<String, Integer> waiting() {
        var waiting = new HashMap<String, Integer>();
        acme.inOrg(jdbc ->
                        jdbc.sql("select waiting::text from incidents")
                                .query((row, _) -> Waiting.read(row.getString(1)))
                                .list())
                .forEach(counts ->
                        counts.forEach(count ->
                                waiting.merge(
                                        String.valueOf(count.kind()),
                                        count.count(),
                                        Integer::sum)));
        return waiting;
    }

    private long minutesSince(String column) {
        return number(
                "select round(extract(epoch from now() - "
                        + column
                        + ") / 60) from listed_incidents");
    }

    private long number(String sql) {
        return acme.inOrg(jdbc -> jdbc.sql(sql).query(Long.class).single());
    }

    private void acknowledge() {
        said("select acknowledge_incident(?, 'Ada')", id());
    }

    private void resolve(String note) {
        said("select resolve_incident(?, 'Ada', ?)", id(), note);
    }

    private UUID id() {
        return (UUID) requireNonNull(incident().get("id"));
    }

    private void said(String sql, Object... parameters) {
        acme.inOrg(jdbc -> jdbc.sql(sql).params(parameters).query(String.class).single());
    }

    /** The incidents against the log itself. */
    private static final class Recount {

        static List<String> differences(org.springframework.jdbc.core.simple.JdbcClient jdbc) {
            return jdbc.sql(
                            """
                            select concat_ws(' ', fingerprint, i.total_count, l.n, i.first_seen_at, l.first_at, i.last_seen_at, l.last_at)
                              from (select fingerprint, count(*) as n, min(occurred_at) as first_at, max(occurred_at) as last_at
                                      from integration_logs where fingerprint is not null group by fingerprint) l
                              full join incidents i using (fingerprint)
                             where (i.total_count, i.first_seen_at, i.last_seen_at) is distinct from (l.n, l.first_at, l.last_at)
                            union all
                            select concat_ws(' ', 'waits', i.id, i.waiting, r.refs)
                              from incidents i
                              left join (select incident_id, jsonb_object_agg(business_kind, n) as refs
                                           from (select incident_id, business_kind, count(*) as n from incident_references group by 1, 2) k
                                          group by incident_id) r on r.incident_id = i.id
                             where i.waiting <> coalesce(r.refs, '{}')
                            union all
                            select concat_ws(' ', 'waits needlessly or not', coalesce(w.incident_id, r.incident_id), coalesce(w.business_ref, r.business_ref))
                              from (select i.id as incident_id, l.business_ref
                                      from integration_logs l join incidents i using (fingerprint)
                                     where l.business_ref is not null
                                       and not exists (select from integration_logs s
                                                        where s.business_ref = l.business_ref and s.status <> 'error' and s.occurred_at > l.occurred_at
                                                          and s.integration_type = l.integration_type
                                                          and s.connection_id is not distinct from l.connection_id
                                                          and s.webhook_id is not distinct from l.webhook_id)
                                     group by 1, 2) w
                              full join incident_references r using (incident_id, business_ref)
                             where w.incident_id is null or r.incident_id is null
                            """)
                    .query((row, _) -> row.getString(1))
                    .list();
        }
    }
}
