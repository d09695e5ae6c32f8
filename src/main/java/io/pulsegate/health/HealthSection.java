package io.pulsegate.health;

import io.pulsegate.sections.Section;
import io.pulsegate.sections.SectionKey;
import io.pulsegate.tenancy.OrgId;

import java.util.List;

/** How the cards are read. */
public final class HealthSection {

    private static final Section<String, IntegrationHealth> CARDS =
            new Section<>(
                    "health",
                    "Integration health temporarily unavailable",
                    "select * from org_health",
                    "select * from org_health_if_changed(?, ?)",
                    HealthRow::card,
                    _ -> List.of());

    private HealthSection() {}

    public static SectionKey<String, IntegrationHealth> of(OrgId org) {
        return new SectionKey<>(org, CARDS, "");
    }
}
