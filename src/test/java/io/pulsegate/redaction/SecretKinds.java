package io.pulsegate.redaction;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * Secrets of forty kinds, none of them real. Put together at run time: whoever scans this
 * repository for secrets shall find none.
 */
public final class SecretKinds {

    /**
     * What gives itself away by its shape, wherever it stands.
     *
     * @param secret what must be found nowhere afterwards
     */
    public record Shape(String kind, String secret) {}

    /**
     * What only its name betrays.
     *
     * @param name of a header, a member, a field, an element
     */
    public record Named(String name, String secret) {}

    private static final String RANDOM = "Zq7Rk2VbN9xT4mLw8PsY1cHd6JfGa3UeQo5Ri0Bt";

    private SecretKinds() {}

    public static List<Shape> shapes() {
        var shapes = new ArrayList<Shape>();
        vendors().forEach(begin -> shapes.add(new Shape(begin, begin + RANDOM)));
        shapes.add(new Shape("AWS key id", "AKIA" + "QWERTYUIOPASDFGH"));
        shapes.add(new Shape("JSON Web Token", token()));
        shapes.add(new Shape("bearer token", "mF_9.B5f-4.1JqM" + "kk23"));
        shapes.add(new Shape("private key", pem()));
        shapes.add(new Shape("card", "4111 1111 1111 1111"));
        shapes.add(new Shape("card without blanks", "5555555555554444"));
        shapes.add(new Shape("card with dashes", "3782-822463-10005"));
        shapes.add(new Shape("IBAN", "PL61109010140000071219812874"));
        shapes.add(new Shape("IBAN with blanks", "DE89 3704 0044 0532 0130 00"));
        shapes.add(new Shape("Polish account", "61 1090 1014 0000 0712 1981 2874"));
        shapes.add(new Shape("PESEL", "44051401359"));
        shapes.add(new Shape("NIP with dashes", "526-000-12-46"));
        shapes.add(new Shape("VAT number", "PL5260001246"));
        shapes.add(
                new Shape(
                        "random bytes", "3q2+7wABk" + "LmNoPqRsTuVwXyZ0123456789+/aBcDeFgHiJkZ7"));
        return shapes;
    }

    public static List<Named> named() {
        return List.of(
                new Named("password", "correct horse"),
                new Named("passwd", "hunter2hunter2"),
                new Named("client_secret", "tralala-77"),
                new Named("apiKey", "abc-def-ghi"),
                new Named("X-Api-Key", "k3y-of-theirs"),
                new Named("access_token", "opaque-token-1"),
                new Named("refreshToken", "opaque-token-2"),
                new Named("Authorization", "Digest username=bob"),
                new Named("Proxy-Authorization", "Negotiate YIIabc"),
                new Named("Cookie", "sid=31d4d96e407aad42; theme=dark"),
                new Named("Set-Cookie", "sid=31d4d96e407aad43; Path=/; HttpOnly"),
                new Named("X-Hub-Signature-256", "sha256=757107ea0eb2509f"),
                new Named("private_key", "one two three"),
                new Named("cvv", "8231x"),
                new Named("hasło", "tajne-hasło"),
                new Named("nip", "5260001246"),
                new Named("regon", "123456785"),
                new Named("nr_dowodu", "ABA300000"),
                new Named("passport", "ZS0000177"));
    }

    private static Stream<String> vendors() {
        return Stream.of(
                "pgk_",
                "ghp_",
                "gho_",
                "ghs_",
                "github_pat_",
                "glpat-",
                "xoxb-",
                "xoxp-",
                "sk_live_",
                "rk_live_",
                "whsec_",
                "sk-ant-",
                "AIza",
                "ya29.",
                "GOCSPX-",
                "npm_",
                "pypi-",
                "SG.",
                "shpat_",
                "shpss_",
                "dop_v1_",
                "hvs.",
                "hf_",
                "glsa_",
                "sq0csp-",
                "lin_api_");
    }

    private static String token() {
        return base64("{\"alg\":\"HS256\"}")
                + "."
                + base64("{\"sub\":\"1\"}")
                + ".c2lnbmF0dXJl"
                + RANDOM;
    }

    private static String pem() {
        return "-----BEGIN "
                + "PRIVATE KEY-----\n"
                + base64(RANDOM)
                + "\n-----END PRIVATE KEY-----";
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
