package io.pulsegate.sections;

import io.pulsegate.tenancy.OrgId;

import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * What a field asks for: one section of one organisation. Equal keys are read once.
 *
 * @param argument what distinguishes two questions to one section, such as how many or which id
 */
public record SectionKey<A, T>(OrgId org, Section<A, T> section, A argument) {

    /** The organisation's rows, from the request's one loader; fails with the section's fault. */
    public CompletableFuture<List<T>> from(DataLoader<SectionKey<?, ?>, Reading> sections) {
        return sections.load(this).thenApply(this::rows);
    }

    /** For how long they stand; null when nobody can say. */
    @Nullable Standing standing(Reading.Rows reading) {
        var again = section.again();
        return again == null || reading.rows().isEmpty()
                ? null
                : again.standing().apply(rows(reading));
    }

    /** Rows that stand, as if they had been read at an instant, of what was committed before it. */
    Reading.Rows again(Reading.Rows stood, OffsetDateTime at, OffsetDateTime asOf) {
        var dated = Objects.requireNonNull(section.again()).dated();
        var rows = rows(stood).stream().map(row -> dated.at(row, at, asOf)).toList();
        return new Reading.Rows(rows, at, asOf);
    }

    /** About how much memory they take; of a section that can be asked for again. */
    int bytes(Reading.Rows reading) {
        var bytes = Objects.requireNonNull(section.again()).bytes();
        return rows(reading).stream().mapToInt(bytes).sum();
    }

    /**
     * The rows of a reading of this key.
     *
     * @throws io.pulsegate.faults.Fault when the section could not be read
     */
    @SuppressWarnings("unchecked") // the section's own mapper made the rows
    public List<T> rows(Reading reading) {
        return switch (reading) {
            case Reading.Rows(var rows, _, _) -> (List<T>) rows;
            case Reading.Failed(var fault) -> throw fault;
            case Reading.Away(var fault) -> throw fault;
        };
    }
}
