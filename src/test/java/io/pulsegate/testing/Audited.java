package io.pulsegate.testing;

import java.util.List;

/** What the audit log says of an organisation, first to last. */
public final class Audited {

    private Audited() {}

    /** Each act, and why where somebody said so: {@code connection.disable (moving house)}. */
    public static List<String> acts(TestOrg org) {
        return org.database()
                .superuser()
                .jdbc()
                .sql(
                        "select action || coalesce(' (' || reason || ')', '') from audit_log where"
                                + " org_id = ? and actor_kind = 'user' and actor_id is not null"
                                + " order by at, id")
                .param(org.id().value())
                .query((row, _) -> row.getString(1))
                .list();
    }
}
