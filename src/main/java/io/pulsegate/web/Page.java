package io.pulsegate.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The HTML of a page and what a browser may do for it.
 *
 * @param policy its Content-Security-Policy
 */
record Page(String html, String policy) {

    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

    /** Reads a file that the build has laid on the class path. */
    static Page read(String file, String... policy) {
        try {
            var html = new ClassPathResource(file).getContentAsString(UTF_8);
            return new Page(html, String.join("; ", policy));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is missing; Maven builds it", e);
        }
    }

    ResponseEntity<String> answer() {
        return ResponseEntity.ok()
                .contentType(HTML)
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", policy)
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("Referrer-Policy", "same-origin")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
                .body(html);
    }
}
