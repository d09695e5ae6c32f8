package io.pulsegate.deliveries;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pulsegate.outbound.Reply.Answered;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One attempt as it is kept: headers by name, and an answer's body as text, cut. */
record Exchange(
        String requestHeaders,
        String responseHeaders,
        @Nullable String responseBody,
        boolean truncated) {

    static final int REDACTION_VERSION = 1;

    /** What helps to find a fault, and is no secret. */
    private static final Set<String> KEPT =
            Set.of(
                    "content-type",
                    "content-length",
                    "date",
                    "retry-after",
                    "server",
                    "x-request-id",
                    "user-agent",
                    "webhook-id",
                    "webhook-timestamp");

    static Exchange of(Map<String, String> sent, Answered answered) {
        var headers = new TreeMap<String, Object>(kept(answered.headers()));
        headers.put("status", answered.status());
        var body = new String(answered.body(), UTF_8).replace("\0", "");
        return new Exchange(
                JsonMapper.shared().writeValueAsString(kept(sent)),
                JsonMapper.shared().writeValueAsString(headers),
                body.isEmpty() ? null : body,
                answered.truncated());
    }

    private static Map<String, String> kept(Map<String, String> headers) {
        var kept = new TreeMap<String, String>();
        headers.forEach((name, value) -> {
            if (KEPT.contains(name)) kept.put(name, value);
        });
        return kept;
    }
}
