package io.pulsegate.rest;

import io.pulsegate.faults.Fault;

import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.servlet.function.ServerRequest;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a request asks of a shim; a value that we do not know is refused, never guessed. */
record Asked(Representation representation, FailOn failOn, boolean refresh) {

    static Asked of(ServerRequest request, Shim shim) throws HttpMediaTypeNotAcceptableException {
        return new Asked(
                representation(request, shim.representations()),
                value(request, "fail_on").map(Asked::failOn).orElse(FailOn.NEVER),
                value(request, "refresh").map(Asked::refresh).orElse(false));
    }

    /** {@code format} is said on purpose, so it wins over whatever a client's library accepts. */
    private static Representation representation(
            ServerRequest request, List<Representation> offered)
            throws HttpMediaTypeNotAcceptableException {
        var format = value(request, "format");
        return format.isPresent() ? named(format.get(), offered) : accepted(request, offered);
    }

    private static Representation named(String format, List<Representation> offered) {
        return offered.stream()
                .filter(representation -> representation.name().equals(format))
                .findFirst()
                .orElseThrow(
                        () -> oneOf("format", offered.stream().map(Representation::name).toList()));
    }

    private static Representation accepted(ServerRequest request, List<Representation> offered)
            throws HttpMediaTypeNotAcceptableException {
        var accepted = request.headers().accept();
        if (accepted.isEmpty()) {
            return offered.getFirst();
        }
        // of equals, max takes the first, which is our favourite
        return offered.stream()
                .filter(representation -> representation.wanted(accepted) > 0)
                .max(Comparator.comparingDouble(representation -> representation.wanted(accepted)))
                .orElseThrow(() ->
                        new HttpMediaTypeNotAcceptableException(
                                offered.stream().map(Representation::type).toList()));
    }

    private static FailOn failOn(String text) {
        return switch (text) {
            case "degraded" -> FailOn.DEGRADED;
            case "down" -> FailOn.DOWN;
            default -> throw oneOf("fail_on", List.of("degraded", "down"));
        };
    }

    private static boolean refresh(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes" -> true;
            case "false", "0", "no" -> false;
            default -> throw oneOf("refresh", List.of("true", "1", "yes", "false", "0", "no"));
        };
    }

    private static Optional<String> value(ServerRequest request, String name) {
        var values = request.params().getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new Fault.Invalid(name + " is given more than once.");
        }
        return values.stream().findFirst();
    }

    private static Fault.Invalid oneOf(String name, List<String> values) {
        return new Fault.Invalid(name + " must be one of: " + String.join(", ", values) + ".");
    }
}
