package io.pulsegate.testing;

import static org.awaitility.Awaitility.await;

import org.springframework.jdbc.core.JdbcTemplate;

import java.nio.file.Path;

/** A primary, and a hot standby that streams from it and may be held back, or take over. */
public final class ReplicatedPostgres implements AutoCloseable {

    public final OwnPostgres primary;
    public final OwnPostgres standby;

    public ReplicatedPostgres(Path data) {
        primary = new OwnPostgres(data.resolve("primary"));
        standby = primary.standby(data.resolve("standby"));
    }

    /** As JDBC has it: several hosts, and which of them is looked for. */
    public String url(String targetServerType) {
        return "jdbc:postgresql://localhost:%d,localhost:%d/pulsegate?targetServerType=%s"
                .formatted(standby.port(), primary.port(), targetServerType);
    }

    /** From now on nothing is acknowledged before the standby has it, too. */
    public void synchronise() {
        sql(primary, "alter system set synchronous_standby_names = '*'");
        sql(primary, "select pg_reload_conf()");
    }

    /** The standby goes on receiving, and shows none of it. */
    public void pause() {
        sql(standby, "select pg_wal_replay_pause()");
        // that was a request: what is being replayed is replayed first
        await().until(() ->
                jdbc(standby)
                        .queryForList("select pg_get_wal_replay_pause_state()", String.class)
                        .contains("paused"));
    }

    public void resume() {
        sql(standby, "select pg_wal_replay_resume() where pg_is_in_recovery()");
    }

    /** The standby is the primary now, and not told to wait for another. */
    public void failOver() {
        primary.kill();
        sql(standby, "select pg_promote()");
    }

    private static void sql(OwnPostgres server, String statement) {
        jdbc(server).execute(statement);
    }

    private static JdbcTemplate jdbc(OwnPostgres server) {
        return new JdbcTemplate(server.database().superuser().dataSource());
    }

    @Override
    public void close() {
        standby.close();
        primary.close();
    }
}
