package io.pulsegate.errors;

import io.pulsegate.errors.ErrorSummary.ErrorCounts;
import io.pulsegate.integrations.IntegrationType;
import io.pulsegate.sections.Section;
import io.pulsegate.sections.SectionKey;
import io.pulsegate.sections.Standing;
import io.pulsegate.tenancy.OrgId;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;

/** How the counts are read. */
public final class ErrorsSection {

    private static final Section<String, ErrorCounts> COUNTS =
            new Section<>(
                    "errors",
                    "Error summary temporarily unavailable",
                    "select * from org_errors",
                    new Section.Again<>(
                            "select * from org_errors_if_changed(?, ?)",
                            rows -> rows.getFirst().standing(),
                            ErrorCounts::at,
                            _ -> 2_000),
                    ErrorsSection::counts,
                    _ -> List.of());

    private ErrorsSection() {}

    public static SectionKey<String, ErrorCounts> of(OrgId org) {
        return new SectionKey<>(org, COUNTS, "");
    }

    private static ErrorCounts counts(ResultSet row) throws SQLException {
        return new ErrorCounts(
                IntegrationType.of(row.getString("integration_type")),
                row.getLong("failed_24h"),
                row.getLong("pending"),
                row.getObject("oldest_pending_at", OffsetDateTime.class),
                row.getLong("dead"),
                row.getObject("oldest_dead_at", OffsetDateTime.class),
                row.getInt("open_incidents"),
                OpenIncident.list(row.getString("incidents")),
                row.getObject("computed_at", OffsetDateTime.class),
                row.getObject("as_of", OffsetDateTime.class),
                Standing.of(
                        row.getLong("data_version"),
                        row.getObject("changes_at", OffsetDateTime.class)));
    }
}
