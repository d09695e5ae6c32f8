package io.pulsegate.errors;

import io.pulsegate.access.Viewer;
import io.pulsegate.errors.ErrorSummary.ErrorCounts;
import io.pulsegate.integrations.IntegrationType;
import io.pulsegate.sections.Reading;
import io.pulsegate.sections.Section;
import io.pulsegate.sections.SectionKey;

import org.dataloader.DataLoader;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The errors section. */
@Controller
class ErrorsController {

    private static final Section<String, ErrorCounts> ERRORS =
            new Section<>(
                    "errors",
                    "Error summary temporarily unavailable",
                    "select * from org_errors",
                    ErrorsController::counts,
                    _ -> List.of());

    @QueryMapping
    CompletableFuture<ErrorSummary> errorSummary(
            @ContextValue Viewer viewer, DataLoader<SectionKey<?, ?>, Reading> sections) {
        return new SectionKey<>(viewer.org(), ERRORS, "")
                .from(sections)
                .thenApply(ErrorSummary::new);
    }

    private static ErrorCounts counts(ResultSet row) throws SQLException {
        return new ErrorCounts(
                IntegrationType.of(row.getString("integration_type")),
                row.getLong("failed_24h"),
                row.getLong("pending"),
                row.getObject("oldest_pending_at", OffsetDateTime.class),
                row.getLong("dead"),
                row.getObject("oldest_dead_at", OffsetDateTime.class),
                row.getObject("computed_at", OffsetDateTime.class));
    }
}
