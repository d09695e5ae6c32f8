package io.pulsegate.intake;

import static java.util.Map.entry;

import io.cloudevents.CloudEvent;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which integration an event is about. */
final class IntegrationNames {

    private static final Pattern WORD = Pattern.compile("[.:/_-]");

    private static final Map<String, String> NAMES =
            Map.ofEntries(
                    entry("comarch", "comarch"),
                    entry("optima", "comarch"),
                    entry("edi", "edi"),
                    entry("x12", "edi"),
                    entry("edifact", "edi"),
                    entry("apikey", "api_keys"),
                    entry("apikeys", "api_keys"),
                    entry("api_keys", "api_keys"),
                    entry("webhook", "webhooks"),
                    entry("webhooks", "webhooks"),
                    entry("export", "export"),
                    entry("exports", "export"),
                    entry("import", "import"),
                    entry("imports", "import"));

    private IntegrationNames() {}

    /**
     * What the event says, else the first word of its type that names one, else what the request
     * says of all its events; never a guess.
     */
    static String of(CloudEvent event, Extensions told, @Nullable String all) {
        var said = told.text("integration");
        if (said.isPresent()) {
            return named(said.get()).orElseThrow(() -> Attributes.invalid("integration"));
        }
        return Stream.of(WORD.split(event.getType()))
                .flatMap(word -> named(word).stream())
                .findFirst()
                .or(() -> Optional.ofNullable(all).flatMap(IntegrationNames::named))
                .orElseThrow(() ->
                        new Refusal(
                                Refusal.Code.INTEGRATION_UNKNOWN,
                                "Neither the attribute integration nor a word of type names an"
                                        + " integration."));
    }

    static Optional<String> named(String name) {
        return Optional.ofNullable(NAMES.get(name.toLowerCase(Locale.ROOT)));
    }
}
