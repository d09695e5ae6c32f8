package io.pulsegate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.access.ApiKeyFormat;
import io.pulsegate.tenancy.DemoOrg;
import io.pulsegate.testing.Beside;
import io.pulsegate.testing.TestDatabase;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The story holds its figures on the day it is told, and on any other. */
@Beside
class DemoStoryTests {

    private static final String LAST_DAY =
            "select id from integration_logs where occurred_at > now() - interval '24 hours'";

    @TempDir Path temp;
    private final TestDatabase database = TestDatabase.fresh();

    @Test
    void tellsAcmeAsTheStoryHasIt() {
        story();
        assertAcme();
        assertThat(rows(DemoOrg.ACME, "select * from edi_interchanges")).isEmpty();
        var newest =
                rows(
                                DemoOrg.ACME,
                                """
                                select l.message, l.error_message, l.attempt_count, p.request_body, p.response_body,
                                       (select count(*) from webhook_delivery_attempts a where a.delivery_id = l.delivery_id) as attempts
                                  from integration_logs l
                                  join event_payloads p on p.id = l.payload_id
                                 where l.status = 'error' order by l.occurred_at desc limit 1
                                """)
                        .getFirst();
        assertThat(newest)
                .containsEntry(
                        "message", "order.created webhook to https://example.com/webhooks/courier")
                .containsEntry("error_message", "Connection timeout after 30s")
                .containsEntry("attempt_count", 3)
                .containsEntry("attempts", 3L);
        assertThat((String) newest.get("request_body")).contains("order");
        assertThat((String) newest.get("response_body")).startsWith("<html>").contains("504");
    }

    @Test
    void tellsGlobexAsTheStoryHasIt() {
        story();
        assertGlobex();
    }

    @Test
    void leavesNorthwindSetUpAndQuiet() {
        story();
        assertThat(health(DemoOrg.NORTHWIND, "edi"))
                .containsEntry("status", "connected")
                .containsEntry("awaiting_ack", 1)
                .containsEntry("overdue_ack", 1)
                .containsEntry("rejected_24h", 1);
        assertThat(rows(DemoOrg.NORTHWIND, LAST_DAY)).hasSize(11);
    }

    @Test
    void holdsThreeDaysSevenHoursAndThirteenMinutesLater() {
        tellLongAgo("3 days 7 hours 13 minutes");
        assertAcme();
        assertGlobex();
        assertThat(rows(DemoOrg.ACME, "select * from integration_status_changes")).hasSize(3);
        assertThat(rows(DemoOrg.NORTHWIND, LAST_DAY)).isEmpty();
    }

    @Test
    void holdsAfterAHundredDaysOfSleep() {
        tellLongAgo("100 days");
        database.app().jdbc().sql("select * from maintain_partitions()").query().listOfRows();
        assertAcme();
        assertGlobex();
    }

    @Test
    void countsAsTheTriggerCounted() {
        story();
        var counted =
                "select integration_type, success_24h, warning_24h, error_24h, last_sync_event_id,"
                        + " last_error_event_id, last_error_message from org_counts order by 1";
        var minutes =
                "select * from integration_stats where grain = 'h' order by bucket,"
                        + " integration_type";
        var byTrigger = List.of(rows(DemoOrg.ACME, counted), rows(DemoOrg.ACME, minutes));
        database.owner()
                .announcing(DemoOrg.ACME.id())
                .inCapacity("system")
                .run(jdbc ->
                        jdbc.sql("select recount_integrations(?)")
                                .param(DemoOrg.ACME.id().value())
                                .query()
                                .listOfRows());
        assertThat(List.of(rows(DemoOrg.ACME, counted), rows(DemoOrg.ACME, minutes)))
                .isEqualTo(byTrigger);
    }

    @Test
    void everybodySignsInWithDemo() {
        story();
        var encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();
        for (var org : DemoOrg.values()) {
            assertThat(rows(org, "select password_hash from users"))
                    .isNotEmpty()
                    .allMatch(row -> encoder.matches("demo", (String) row.get("password_hash")));
        }
    }

    @Test
    void writesAKeyPerOrganisationThatNobodyElseCanRead() throws IOException {
        story();
        var file = temp.resolve(DemoKeys.FILE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        var orgs =
                Files.readAllLines(file).stream()
                        .map(line -> line.substring(line.indexOf(' ') + 1))
                        .peek(key -> assertThat(ApiKeyFormat.isWellFormed(key)).isTrue())
                        .map(this::orgOfKey)
                        .toList();
        assertThat(orgs)
                .isEqualTo(Arrays.stream(DemoOrg.values()).map(org -> org.id().value()).toList());
    }

    private UUID orgOfKey(String key) {
        return database.app()
                .jdbc()
                .sql("select org_id from resolve_api_key(?)")
                .param(ApiKeyFormat.hash(key))
                .query(UUID.class)
                .single();
    }

    private void assertAcme() {
        assertThat(health(DemoOrg.ACME, "comarch"))
                .containsEntry("status", "connected")
                .containsEntry("level", "ok")
                .containsEntry("success_24h", 38L)
                .containsEntry("error_24h", 2L)
                .containsEntry("minutes_since_sync", 120)
                .containsEntry("run_state", "succeeded");
        assertThat(health(DemoOrg.ACME, "edi")).containsEntry("status", "not_configured");
        assertThat(health(DemoOrg.ACME, "api_keys"))
                .containsEntry("status", "connected")
                .containsEntry("level", "ok")
                .containsEntry("active", 3)
                .containsEntry("configured", 4)
                .containsEntry("requests_24h", 1247L)
                .containsEntry("peak_usage", 0.42)
                .containsEntry("peak_key", "Storefront");
        assertThat(health(DemoOrg.ACME, "webhooks"))
                .containsEntry("status", "connected")
                .containsEntry("level", "warning")
                .containsEntry("active", 5)
                .containsEntry("failing", 2)
                .containsEntry("success_24h", 340L)
                .containsEntry("error_24h", 60L)
                .containsEntry("last_error_message", "Connection timeout after 30s");
        assertThat(errors(DemoOrg.ACME)).isEqualTo("62 failed, 0 pending, 0 dead");
    }

    private void assertGlobex() {
        assertThat(health(DemoOrg.GLOBEX, "comarch"))
                .containsEntry("status", "error")
                .containsEntry("last_error_message", "Invalid API credentials")
                .containsEntry("minutes_since_error", 5);
        assertThat(health(DemoOrg.GLOBEX, "edi"))
                .containsEntry("status", "disconnected")
                .containsEntry("rule", "credential_expired");
        assertThat(List.of("webhooks", "api_keys", "export", "import"))
                .allSatisfy(type ->
                        assertThat(health(DemoOrg.GLOBEX, type))
                                .as(type)
                                .containsEntry("level", "ok"));
        assertThat(errors(DemoOrg.GLOBEX)).isEqualTo("5 failed, 3 pending, 2 dead");
    }

    /** Tells the story in a past of its own, and then again today. */
    private void tellLongAgo(String ago) {
        var superuser = database.superuser().jdbc();
        superuser
                .sql("update partition_plans set keep = keep + interval '%s'".formatted(ago))
                .update();
        superuser.sql("select make_partitions()").query().listOfRows();
        superuser.sql("create schema past").update();
        superuser
                .sql(
                        """
                        create function past.now() returns timestamptz language sql stable
                            return pg_catalog.now() - interval '%s'
                        """
                                .formatted(ago))
                .update();
        superuser.sql("grant usage on schema past to public").update();
        superuser.sql("grant execute on function past.now to public").update();
        // names are looked up here first, so that now() is the past's
        ownersPath("set search_path = past, pg_catalog, public");
        story();
        ownersPath("reset search_path");
        superuser
                .sql("update partition_plans set keep = keep - interval '%s'".formatted(ago))
                .update();
        story();
    }

    private void ownersPath(String change) {
        database.superuser()
                .jdbc()
                .sql("alter role pulsegate_owner in database " + database.name() + " " + change)
                .update();
    }

    private void story() {
        try (var folder = DataFolder.open(temp)) {
            new DemoStory(
                            new Login(database.jdbcUrl(), "pulsegate_owner", "pulsegate_owner"),
                            folder)
                    .tell();
        }
    }

    private String errors(DemoOrg org) {
        return database.app()
                .announcing(org.id())
                .call(jdbc ->
                        jdbc.sql(
                                        """
                                        select format('%s failed, %s pending, %s dead', sum(failed_24h), sum(pending), sum(dead))
                                          from org_errors
                                        """)
                                .query(String.class)
                                .single());
    }

    private Map<String, @Nullable Object> health(DemoOrg org, String type) {
        return rows(
                        org,
                        """
                        select *, (extract(epoch from now() - last_sync_at) / 60)::integer as minutes_since_sync,
                               (extract(epoch from now() - last_error_at) / 60)::integer as minutes_since_error
                          from org_health where integration_type = '%s'
                        """
                                .formatted(type))
                .getFirst();
    }

    private List<Map<String, @Nullable Object>> rows(DemoOrg org, String sql) {
        return database.app()
                .announcing(org.id())
                .inCapacity("system")
                .call(jdbc -> jdbc.sql(sql).query().listOfRows());
    }
}
