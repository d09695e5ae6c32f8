package io.pulsegate.access;

import io.pulsegate.tenancy.Capacity;
import io.pulsegate.tenancy.OrgDatabase;
import io.pulsegate.tenancy.OrgId;
import io.pulsegate.tenancy.Read;
import io.pulsegate.tenancy.Rows;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.List;

/** What the viewer's own rows say about him. */
@Component
class ProfileQueries {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final OrgDatabase database;

    ProfileQueries(OrgDatabase database) {
        this.database = database;
    }

    Profile of(Viewer viewer) {
        var org =
                new Read<>(
                        "select id as org_id, name as text from organizations where id = (select"
                                + " pulsegate_org_id())",
                        row -> row.getString("text"),
                        List.of());
        var email =
                new Read<>(
                        "select org_id, email as text from users where id = ?",
                        row -> row.getString("text"),
                        List.of(viewer.subject().id()));
        // as the gateway itself: a person without any grant may know his own address
        var found =
                database.read(List.of(viewer.org()), Capacity.SYSTEM, TIMEOUT, List.of(org, email))
                        .rows();
        return profile(viewer, text(found.get(0), viewer.org()), text(found.get(1), viewer.org()));
    }

    private static Profile profile(Viewer viewer, @Nullable String org, @Nullable String email) {
        var role = viewer.subject() instanceof Viewer.User user ? user.role() : null;
        return new Profile(
                new Profile.User(viewer.subject().name(), email),
                role,
                new Profile.Org(viewer.org().value(), String.valueOf(org)),
                viewer.grants().stream().map(Grant::scope).sorted().toList());
    }

    private static @Nullable String text(Rows<?> rows, OrgId org) {
        return rows.of(org).stream().map(Object::toString).findFirst().orElse(null);
    }
}
