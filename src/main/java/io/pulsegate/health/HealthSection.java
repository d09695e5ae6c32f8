package io.pulsegate.health;

import io.pulsegate.sections.Section;
import io.pulsegate.sections.SectionKey;
import io.pulsegate.tenancy.OrgId;

import java.util.List;

/** How the cards are read. */
public final class HealthSection {

    private static final Section<String, IntegrationHealth> CARDS = section("org_health");
    private static final Section<String, IntegrationHealth> BRIEF = section("org_health_brief");

    private HealthSection() {}

    public static SectionKey<String, IntegrationHealth> of(OrgId org) {
        return new SectionKey<>(org, CARDS, "");
    }

    /** For who asks for no {@link CardDetails}: on these cards, they are not there. */
    static SectionKey<String, IntegrationHealth> brief(OrgId org) {
        return new SectionKey<>(org, BRIEF, "");
    }

    private static Section<String, IntegrationHealth> section(String view) {
        return new Section<>(
                "health",
                "Integration health temporarily unavailable",
                "select * from " + view,
                new Section.Again<>(
                        "select * from %s_if_changed(?, ?)".formatted(view),
                        rows -> HealthStatus.of(rows).standing(),
                        IntegrationHealth::at,
                        _ -> 4_000),
                HealthRow::card,
                _ -> List.of());
    }
}
