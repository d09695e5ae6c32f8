package io.pulsegate.redaction;

import java.util.regex.Pattern;

/** A JSON Pointer with {@code *} for any one member or element; covers what lies below it too. */
record JsonPath(Pattern pattern) {

    static JsonPath of(String pointer) {
        var steps = Pattern.quote(pointer).replace("*", "\\E[^/]*\\Q");
        return new JsonPath(Pattern.compile(steps + "(/.*)?"));
    }

    boolean covers(String pointer) {
        return pattern.matcher(pointer).matches();
    }
}
