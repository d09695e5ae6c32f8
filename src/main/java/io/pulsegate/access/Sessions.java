package io.pulsegate.access;

import io.pulsegate.tenancy.Capacity;
import io.pulsegate.tenancy.OrgDatabase;
import io.pulsegate.tenancy.OrgId;

import org.springframework.stereotype.Component;

import java.time.Duration;

/** Browser sessions: rows, so that every node knows them and anyone's end reaches every node. */
@Component
class Sessions {

    /** Absolute: no use prolongs it. */
    static final Duration LIFE = Duration.ofHours(12);

    private final OrgDatabase database;

    Sessions(OrgDatabase database) {
        this.database = database;
    }

    /**
     * Opens one and returns its token, which is stored nowhere. Those of the organisation that are
     * over go with the same transaction, so that their rows do not outnumber its people's days.
     */
    String open(Viewer viewer) {
        var token = Secrets.random();
        database.inOrg(
                viewer.org(),
                Capacity.SYSTEM,
                tables -> {
                    tables.change(
                            "delete from sessions where org_id = ?"
                                    + " and (expires_at <= now() or ended_at is not null)",
                            viewer.org().value());
                    return tables.change(
                            "insert into sessions (org_id, user_id, token_hash, expires_at)"
                                    + " values (?, ?, ?, now() + make_interval(secs => ?))",
                            viewer.org().value(),
                            viewer.subject().id(),
                            Secrets.sha256(token),
                            LIFE.toSeconds());
                });
        return token;
    }

    /** Ends it everywhere: the change of access_version reaches the nodes that remember it. */
    void end(OrgId org, Credential session) {
        database.inOrg(
                org,
                Capacity.SYSTEM,
                tables ->
                        tables.change(
                                "update sessions set ended_at = now()"
                                        + " where token_hash = ? and ended_at is null",
                                Secrets.sha256(session.text())));
    }
}
