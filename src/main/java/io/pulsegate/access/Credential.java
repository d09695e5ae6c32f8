package io.pulsegate.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pulsegate.faults.Fault;

import java.util.Base64;
import java.util.Locale;

/**
 * What a request brings to say who asks.
 *
 * @param text the secret itself: a session's cookie, {@code email:password}, an API key or a JWT
 */
public record Credential(Kind kind, String text) {

    /** The four that there are. */
    public enum Kind {
        SESSION,
        PASSWORD,
        API_KEY,
        TOKEN
    }

    static Credential ofSession(String cookie) {
        return new Credential(Kind.SESSION, cookie);
    }

    /**
     * Reads an {@code Authorization} header, or the {@code authorization} of a WebSocket's {@code
     * connection_init}.
     *
     * @throws Fault.Unauthenticated when it is of no kind that we know
     */
    public static Credential ofAuthorization(String header) {
        int space = header.indexOf(' ');
        String scheme = space < 0 ? header : header.substring(0, space).toLowerCase(Locale.ROOT);
        String text = header.substring(space + 1).strip();
        return switch (scheme) {
            case "bearer" -> new Credential(isKey(text) ? Kind.API_KEY : Kind.TOKEN, text);
            case "basic" -> new Credential(Kind.PASSWORD, decoded(text));
            default -> throw Refusals.wrongCredential();
        };
    }

    /** Of a password: the e-mail before the first colon. */
    String email() {
        return text.substring(0, text.indexOf(':'));
    }

    /** Of a password: everything after the first colon. */
    String password() {
        return text.substring(text.indexOf(':') + 1);
    }

    /** For logs: never the secret. */
    @Override
    public String toString() {
        return "Credential[" + kind + "]";
    }

    private static boolean isKey(String text) {
        return text.startsWith(ApiKeyFormat.PREFIX);
    }

    private static String decoded(String base64) {
        try {
            var text = new String(Base64.getDecoder().decode(base64), UTF_8);
            if (text.indexOf(':') > 0) {
                return text;
            }
        } catch (IllegalArgumentException _) {
            // not Base64: a wrong credential like any other
        }
        throw Refusals.wrongCredential();
    }
}
