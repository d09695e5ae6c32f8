package io.pulsegate.rest;

import java.util.Map;

/** An answer in its representation: a map to be written as JSON, or a line of text. */
record Spelled(int status, Map<String, String> headers, Object body) {

    static Spelled ok(Object body) {
        return new Spelled(200, Map.of(), body);
    }

    static Spelled of(int status, Object body) {
        return new Spelled(status, Map.of(), body);
    }
}
