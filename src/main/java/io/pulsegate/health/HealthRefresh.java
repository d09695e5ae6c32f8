package io.pulsegate.health;

import io.pulsegate.access.Viewer;
import io.pulsegate.tenancy.OrgDatabase;

import org.springframework.stereotype.Component;

/** Judges anew and writes the verdict down; reading never does. */
@Component
class HealthRefresh {

    private final OrgDatabase database;

    HealthRefresh(OrgDatabase database) {
        this.database = database;
    }

    void now(Viewer viewer) {
        database.inOrg(
                viewer.org(),
                viewer.capacity(),
                tables ->
                        tables.list(
                                "select refresh_integration_health(?, null)",
                                _ -> true,
                                viewer.org().value()));
    }
}
