package io.pulsegate.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pulsegate.testing.Bare;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.util.Map;

/** Any text as a body of any kind: what is JSON is JSON afterwards, and what is clean stays so. */
public final class RedactorFuzz {

    private static final String PLANTED = "pgk_000000000000000000000000000000000000000000000000z";
    private static final Redactor REDACTOR = new Redactor(Bare.settings(RedactionProperties.class));

    private RedactorFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        var text = new String(data, UTF_8);
        REDACTOR.text(text);
        REDACTOR.headers(Map.of(text, text));
        REDACTOR.body(text, "application/x-www-form-urlencoded");
        var body = REDACTOR.body(text, "application/json").text();
        if (isJson(text) && !isJson(body)) throw new AssertionError("no JSON any more: " + body);
        var planted = REDACTOR.text(text + " password=" + PLANTED);
        if (planted.contains(PLANTED)) throw new AssertionError("not blanked out: " + planted);
    }

    private static boolean isJson(String text) {
        try {
            JsonMapper.shared().readTree(text);
            return true;
        } catch (JacksonException _) {
            return false;
        }
    }
}
