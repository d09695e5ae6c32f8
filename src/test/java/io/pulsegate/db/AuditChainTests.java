package io.pulsegate.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Who gets past every grant is seen to have been there. */
class AuditChainTests {

    private static final TestDatabase DATABASE = TestDatabase.fresh();

    private TestOrg acme;

    @BeforeEach
    void act() {
        acme = TestOrg.create(DATABASE, "Acme");
        List.of("first", "second", "third").forEach(this::act);
        assertThat(breaks()).isEmpty();
    }

    @Test
    void aChangedByteIsFound() {
        tamper("update audit_log set reason = 'sEcond' where org_id = ? and reason = 'second'");
        assertThat(breaks()).containsExactly("2 changed");
    }

    @Test
    void aChangedTimeIsFound() {
        tamper(
                "update audit_log set at = at - interval '1 second' where org_id = ? and number ="
                        + " 3");
        assertThat(breaks()).containsExactly("3 changed");
    }

    @Test
    void aChangeWithAHashMadeForItIsFoundByTheNext() {
        tamper("update audit_log set reason = 'other' where org_id = ? and number = 2");
        tamper("update audit_log a set hash = audit_hash(a) where org_id = ? and number = 2");
        assertThat(breaks()).containsExactly("3 does not follow the one before");
    }

    @Test
    void whatIsTakenOutIsMissed() {
        tamper("delete from audit_log where org_id = ? and number = 2");
        assertThat(breaks()).containsExactly("3 the one before is missing");
    }

    @Test
    void whatIsTakenFromTheBeginningIsMissed() {
        tamper("delete from audit_log where org_id = ? and number < 3");
        assertThat(breaks()).containsExactly("3 the one before is missing");
    }

    @Test
    void whatIsMadeToLookOlderThanTheChainIsMissed() {
        tamper("update audit_log set number = null where org_id = ? and number = 1");
        assertThat(breaks()).containsExactly("2 the one before is missing");
    }

    @Test
    void aChainWithoutItsEndIsFound() {
        tamper("delete from audit_heads where org_id = ?");
        assertThat(breaks()).containsExactly("3 has no end");
    }

    @Test
    void whoDoesNotSeeAllIsToldSo() {
        assertThatThrownBy(() ->
                        DATABASE.owner()
                                .announcing(acme.id())
                                .call(jdbc ->
                                        jdbc.sql("select * from audit_breaks()")
                                                .query()
                                                .listOfRows()))
                .rootCause()
                .hasMessageContaining("call it as a superuser");
    }

    @Test
    void whatIsTakenFromTheEndIsMissed() {
        tamper("delete from audit_log where org_id = ? and number > 1");
        assertThat(breaks()).containsExactly("3 the last is missing");
    }

    @Test
    void whatIsPutInIsFound() {
        DATABASE.superuser()
                .run(jdbc -> {
                    jdbc.sql("set local session_replication_role = replica").update();
                    jdbc.sql(
                                    "insert into audit_log (org_id, actor_kind, action, number,"
                                        + " follows, hash) select org_id, actor_kind, action, 4,"
                                        + " hash, hash from audit_log where org_id = ? and number ="
                                        + " 3")
                            .param(acme.id().value())
                            .update();
                });
        assertThat(breaks()).containsExactly("4 changed");
        act("fourth");
        assertThat(breaks()).contains("4 does not follow the one before");
    }

    @Test
    void whatRetentionDropsIsNotMissed() {
        var old = TestOrg.create(DATABASE, "Old");
        for (int months : new int[] {12, 12, 1}) {
            old.change(
                    "insert into audit_log (org_id, at, actor_kind, action) values (?, now() - ? *"
                            + " interval '1 month', 'user', 'probe')",
                    old.id().value(),
                    months);
        }
        DATABASE.superuser()
                .run(jdbc -> {
                    jdbc.sql(
                                    "update partition_plans set keep = '90 days' where table_name ="
                                            + " 'audit_log'")
                            .update();
                    jdbc.sql("select * from maintain_partitions()").query().listOfRows();
                    assertThat(
                                    jdbc.sql("select number from audit_log where org_id = ?")
                                            .param(old.id().value())
                                            .query(Long.class)
                                            .list())
                            .containsExactly(3L);
                    assertThat(breaks(jdbc, old)).isEmpty();
                });
    }

    @Test
    void actsAtTheSameMomentFollowOneAnother() {
        var acts =
                IntStream.range(0, 20)
                        .mapToObj(n -> CompletableFuture.runAsync(() -> act("act " + n)))
                        .toList();
        acts.forEach(CompletableFuture::join);
        assertThat(breaks()).isEmpty();
        long last =
                acme.inOrg(jdbc ->
                        jdbc.sql("select number from audit_heads").query(Long.class).single());
        assertThat(last).isEqualTo(23);
    }

    private void act(String reason) {
        acme.change(
                "insert into audit_log (org_id, actor_kind, action, after, reason) values (?,"
                        + " 'user', 'probe', '{\"a\": 1}', ?)",
                acme.id().value(),
                reason);
    }

    private void tamper(String sql) {
        assertThat(DATABASE.superuser().jdbc().sql(sql).param(acme.id().value()).update())
                .isPositive();
    }

    private List<String> breaks() {
        return breaks(DATABASE.superuser().jdbc(), acme);
    }

    private static List<String> breaks(JdbcClient superuser, TestOrg org) {
        return superuser
                .sql("select number || ' ' || finding from audit_breaks() where org_id = ?")
                .param(org.id().value())
                .query((row, _) -> row.getString(1))
                .list();
    }
}
