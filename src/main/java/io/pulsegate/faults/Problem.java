package io.pulsegate.faults;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Locale;

/**
 * A fault as RFC 9457 {@code application/problem+json}.
 *
 * @param code the same stable word that a GraphQL error has in {@code extensions.code}
 * @param retryAfterSeconds null where the same request would fail again
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        FaultCode code,
        @JsonProperty("retry_after_seconds") @Nullable Long retryAfterSeconds) {

    public static Problem of(Fault fault) {
        return of(fault.code(), fault.detail(), retryAfter(fault));
    }

    public static Problem of(FaultCode code, String detail) {
        return of(code, detail, null);
    }

    private static Problem of(FaultCode code, String detail, @Nullable Duration retryAfter) {
        var name = code.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new Problem(
                "urn:pulsegate:fault:" + name,
                code.title(),
                code.status(),
                detail,
                code,
                // rounded up: who waits that long is not turned away again
                retryAfter == null ? null : retryAfter.plusMillis(999).toSeconds());
    }

    private static @Nullable Duration retryAfter(Fault fault) {
        return switch (fault) {
            case Fault.Busy busy -> busy.retryAfter();
            case Fault.Unavailable unavailable -> unavailable.retryAfter();
            case Fault.Unauthenticated _,
                    Fault.Denied _,
                    Fault.NotFound _,
                    Fault.Invalid _,
                    Fault.Stale _,
                    Fault.NotRetryable _,
                    Fault.TooLarge _,
                    Fault.NotStored _,
                    Fault.Conflicting _ ->
                    null;
        };
    }
}
