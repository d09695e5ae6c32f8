package io.pulsegate.integrations;

import java.util.Locale;

/** What kind of external system an integration talks to, in the order in which cards are shown. */
public enum IntegrationType {
    COMARCH,
    EDI,
    API_KEYS,
    WEBHOOKS,
    EXPORT,
    IMPORT;

    /** As the database and the REST shims spell it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static IntegrationType of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
