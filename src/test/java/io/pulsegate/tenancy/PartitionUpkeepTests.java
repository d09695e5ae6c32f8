package io.pulsegate.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pulsegate.testing.GroundFloor;
import io.pulsegate.testing.TestDatabase;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

class PartitionUpkeepTests {

    private final TestDatabase database = TestDatabase.fresh();

    @Test
    void makesTheFutureAndDropsWhatIsPastItsRetention() {
        superuser(
                "update partition_plans set keep = '10 days' where table_name ="
                        + " 'integration_logs'");
        superuser("drop table " + partitions().getLast());
        var before = partitions();
        upkeep();
        assertThat(partitions())
                .hasSizeLessThan(before.size())
                .contains(
                        superuserText(
                                "select 'integration_logs_' || to_char(date_trunc('week', now() +"
                                        + " interval '2 weeks', 'UTC') at time zone 'UTC',"
                                        + " 'YYYYMMDD')"))
                .doesNotContain(before.getFirst());
    }

    @Test
    void leavesAPartitionThatStillHoldsAnythingWithinRetention() {
        var before = partitions();
        upkeep();
        assertThat(partitions()).isEqualTo(before);
    }

    /** By itself, at start. */
    private void upkeep() {
        GroundFloor.on(database, "pulsegate_app")
                .withPropertyValues("pulsegate.secret-key=" + SecretKey.generate())
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    await().atMost(Duration.ofSeconds(20)).until(this::maintained);
                });
    }

    private boolean maintained() {
        return !database.superuser()
                .jdbc()
                .sql(
                        """
                        select from testing.pg_stat_statements
                         where query like '%from maintain_partitions()%' and userid = 'pulsegate_app'::regrole
                           and dbid = (select oid from pg_database where datname = current_database())
                        """)
                .query()
                .listOfRows()
                .isEmpty();
    }

    private List<@Nullable String> partitions() {
        return database.superuser()
                .jdbc()
                .sql(
                        "select inhrelid::regclass::text from pg_inherits where inhparent ="
                                + " 'integration_logs'::regclass order by 1")
                .query(String.class)
                .list();
    }

    private void superuser(String sql) {
        database.superuser().jdbc().sql(sql).update();
    }

    private String superuserText(String sql) {
        return database.superuser().jdbc().sql(sql).query(String.class).single();
    }
}
