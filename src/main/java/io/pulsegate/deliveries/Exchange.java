package io.pulsegate.deliveries;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pulsegate.outbound.Reply.Answered;
import io.pulsegate.redaction.Redactor;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One attempt as it is kept: masked before it is stored, headers by name, an answer's body cut. */
record Exchange(
        String requestHeaders,
        String responseHeaders,
        @Nullable String responseBody,
        List<String> maskedPaths,
        boolean truncated) {

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

    static Exchange of(Map<String, String> sent, Answered answered, Redactor redactor) {
        var headers = new TreeMap<String, Object>(redactor.headers(kept(answered.headers())));
        headers.put("status", answered.status());
        var body =
                redactor.body(
                        new String(answered.body(), UTF_8).replace("\0", ""),
                        answered.headers().get("content-type"));
        return new Exchange(
                JsonMapper.shared().writeValueAsString(redactor.headers(kept(sent))),
                JsonMapper.shared().writeValueAsString(headers),
                body.text().isEmpty() ? null : body.text(),
                body.paths(),
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
