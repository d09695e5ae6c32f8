package io.pulsegate.repairs;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.pulsegate.faults.Fault;
import io.pulsegate.integrations.IntegrationType;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** What is said about work, in both directions. */
final class WorkMessages {

    private static final int LONGEST_TEXT = 2000;

    private WorkMessages() {}

    /**
     * @param types null: of every kind
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Claim(
            @Nullable List<String> types, @Nullable Integer limit, @Nullable Integer leaseSeconds) {

        int many() {
            return within("limit", limit, 10, 1, 100);
        }

        Duration lease() {
            return leaseOf(leaseSeconds);
        }

        String @Nullable [] codes() {
            if (types == null) {
                return null;
            }
            types.forEach(Claim::requireType);
            return types.toArray(String[]::new);
        }

        private static void requireType(String code) {
            try {
                if (code.equals(IntegrationType.of(code).code())) return;
            } catch (IllegalArgumentException unknown) {
                // said below
            }
            throw new Fault.Invalid("There is no integration type of that name.");
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record Claimed(List<Item> items) {}

    /**
     * One piece of work, and until when it is the claimer's.
     *
     * @param idempotencyKey the same for every attempt: who did it already need not do it again
     * @param payload absent where none was kept, or the key may not read payloads
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(NON_NULL)
    record Item(
            UUID id,
            UUID leaseId,
            OffsetDateTime leasedUntil,
            String type,
            String handler,
            UUID eventId,
            String idempotencyKey,
            int attempt,
            int maxAttempts,
            @Nullable String lastError,
            @Nullable UUID connectionId,
            @Nullable String businessKind,
            @Nullable String businessRef,
            @Nullable String correlationId,
            @Nullable Payload payload) {}

    /**
     * The body as it was stored.
     *
     * @param complete neither cut nor masked
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(NON_NULL)
    record Payload(@Nullable String contentType, String body, boolean complete) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Extend(@Nullable UUID id, @Nullable UUID leaseId, @Nullable Integer leaseSeconds) {

        Duration lease() {
            return leaseOf(leaseSeconds);
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record Extended(OffsetDateTime leasedUntil) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Complete(
            @Nullable UUID id,
            @Nullable UUID leaseId,
            @Nullable String message,
            @Nullable Integer httpStatus,
            @Nullable Integer durationMs) {}

    /**
     * @param retryable false: trying again is of no use
     * @param retryAfterSeconds null: by the schedule
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Fail(
            @Nullable UUID id,
            @Nullable UUID leaseId,
            @Nullable String error,
            @Nullable String errorCode,
            @Nullable Integer httpStatus,
            @Nullable Integer durationMs,
            @Nullable Boolean retryable,
            @Nullable Integer retryAfterSeconds) {}

    /**
     * @param eventId the event that records it; absent while it will be tried again
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(NON_NULL)
    record Finished(
            String outcome, @Nullable UUID eventId, @Nullable OffsetDateTime nextAttemptAt) {

        static Finished of(io.pulsegate.work.Outcome outcome) {
            return new Finished(
                    outcome.result().name().toLowerCase(Locale.ROOT),
                    outcome.eventId(),
                    outcome.nextAttemptAt());
        }
    }

    static UUID required(String name, @Nullable UUID id) {
        if (id == null) throw new Fault.Invalid("`" + name + "` is missing.");
        return id;
    }

    static @Nullable String text(String name, @Nullable String text) {
        if (text != null && (text.length() > LONGEST_TEXT || text.indexOf('\0') >= 0)) {
            throw new Fault.Invalid("`" + name + "` has more than 2000 characters.");
        }
        return text == null || text.isBlank() ? null : text.strip();
    }

    static @Nullable Integer within(String name, @Nullable Integer value, int least, int most) {
        return value == null ? null : (Integer) within(name, value, 0, least, most);
    }

    private static int within(
            String name, @Nullable Integer value, int otherwise, int least, int most) {
        int number = value == null ? otherwise : value;
        if (number < least || number > most) {
            throw new Fault.Invalid("`%s` must be %d to %d.".formatted(name, least, most));
        }
        return number;
    }

    private static Duration leaseOf(@Nullable Integer seconds) {
        return Duration.ofSeconds(within("lease_seconds", seconds, 60, 5, 3600));
    }
}
