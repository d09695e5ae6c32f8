package io.pulsegate.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pulsegate.redaction.SecretKinds.Named;
import io.pulsegate.redaction.SecretKinds.Shape;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.json.JsonMapper;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What is blanked out, in whatever clothes it comes, and what is left alone. */
class RedactorTests {

    private static final JsonMapper JSON = JsonMapper.shared();
    private final Redactor redactor = new Redactor(new RedactionProperties(List.of(), List.of()));

    static List<Shape> shapes() {
        return SecretKinds.shapes();
    }

    static List<Named> named() {
        return SecretKinds.named();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void knowsASecretByItsShapeInEveryFormat(Shape shape) {
        var said =
                shape.kind().equals("bearer token") ? "Bearer " + shape.secret() : shape.secret();
        var json = JSON.writeValueAsString(Map.of("note", "it is " + said + " here"));
        for (var text :
                List.of(
                        said,
                        "refused (" + said + "), try again",
                        json,
                        JSON.writeValueAsString(Map.of("inner", json)),
                        "<note about=\"" + said + "\">" + said + "</note>",
                        "FTX+AAI+++" + said + "'")) {
            assertThat(redactor.body(text, "text/plain").text())
                    .as(text)
                    .doesNotContain(shape.secret());
        }
        var form = "a=1&note=" + URLEncoder.encode(said, UTF_8) + "&b=2";
        assertThat(redactor.body(form, "application/x-www-form-urlencoded").text())
                .isEqualTo("a=1&note=[redacted]&b=2");
        var base64 =
                Base64.getEncoder().encodeToString(("{\"key\": \"" + said + "\"}").getBytes(UTF_8));
        assertThat(redactor.text("body=" + base64)).doesNotContain(base64.substring(8));
    }

    @ParameterizedTest
    @MethodSource("named")
    void knowsASecretByItsNameInEveryFormat(Named named) {
        var json = JSON.writeValueAsString(Map.of(named.name(), named.secret()));
        for (var text :
                List.of(
                        json,
                        "[" + json + ", {\"more\": " + JSON.writeValueAsString(json) + "}]",
                        json + " and no JSON after it",
                        "said " + JSON.writeValueAsString(json) + " then",
                        named.name() + ": " + quoted(named.secret()),
                        "x " + named.name() + "=" + quoted(named.secret()) + " y",
                        "<a><"
                                + named.name()
                                + ">"
                                + named.secret()
                                + "</"
                                + named.name()
                                + "></a>",
                        "<ns:"
                                + named.name()
                                + " a=\"b\"><![CDATA["
                                + named.secret()
                                + "]]></x>")) {
            assertThat(redactor.body(text, null).text()).as(text).doesNotContain(named.secret());
        }
        var form = named.name() + "=" + URLEncoder.encode(named.secret(), UTF_8);
        assertThat(redactor.body(form, "application/x-www-form-urlencoded; charset=utf-8").text())
                .endsWith("=[redacted]");
        assertThat(redactor.headers(Map.of(named.name(), named.secret())).get(named.name()))
                .doesNotContain(named.secret());
    }

    @Test
    void takesThePasswordOutOfAnAddress() {
        assertThat(redactor.text("GET https://bob:s3cret@erp.example/a?x=1&token=abcdef#f failed"))
                .isEqualTo("GET https://bob:[redacted]@erp.example/a?x=1&token=[redacted] failed");
        assertThat(redactor.text("ssh://git@example.com/repo.git"))
                .isEqualTo("ssh://git@example.com/repo.git");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "order 450789469 of 2026-11-22T10:15:30.123Z took 1234 ms",
                "186853002 commit 6dcb09b5b57875f334f61aebed695e2e4193db5e",
                "uuid 0198c5f2-7a3b-7c44-9d10-5f6a7b8c9d0e, sha256"
                        + " e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "MDEwOlJlcG9zaXRvcnkxODY4NTMwMDI=",
                "number 44051401358 does not check, nor does 4111111111111112",
                "tel. +48 22 123 45 67, 00-950 Warszawa, EAN 5901234123457",
                "Basic information about tokens, passwords and the bearer of bad news",
                "https://example.com/a/very/long/path/of/many/segments/and-more/2026/index.html",
                "ISA*00*          *00*          *ZZ*123456789      *ZZ*987654321      *041117*1024",
                "max_tokens=100 page_size: 20"
            })
    void leavesAloneWhatIsNoSecret(String text) {
        assertThat(redactor.text(text)).isEqualTo(text);
    }

    @Test
    void copiesJsonAsItStandsButForWhatItBlanksOut() {
        var body =
                "{ \"b\" : 1.10, \"password\":\"x\\\"y\",\n"
                        + "  \"a\": [1e3, {\"pin\": 1234, \"ok\": true}] }";
        var redacted = redactor.body(body, "application/json");
        assertThat(redacted.text())
                .isEqualTo(
                        "{ \"b\" : 1.10, \"password\":\"[redacted]\",\n"
                                + "  \"a\": [1e3, {\"pin\": \"[redacted]\", \"ok\": true}] }");
        assertThat(redacted.paths()).containsExactly("/password", "/a/1/pin");
    }

    @Test
    void blanksOutEverythingInsideASecret() {
        var body =
                "{\"credentials\": {\"user\": \"bob\", \"keys\": [\"one\", \"two\"]}, \"user\":"
                        + " \"ann\"}";
        assertThat(redactor.body(body, null).text())
                .doesNotContain("bob", "one", "two")
                .contains("ann");
    }

    @Test
    void blanksOutWhatIsConfigured() {
        var configured =
                new Redactor(
                        new RedactionProperties(
                                List.of("customer-email"), List.of("/items/*/note", "/shipping")));
        var body =
                """
                {"customerEmail": "a@b.example", "items": [{"note": "n1", "sku": "s1"}], "shipping": {"street": "Long 1"}}
                """;
        assertThat(configured.body(body, null).text())
                .doesNotContain("a@b.example", "n1", "Long 1")
                .contains("s1");
        assertThat(configured.headers(Map.of("Customer-Email", "a@b.example")))
                .containsValue("[redacted]");
    }

    @ParameterizedTest
    @CsvSource({"44051401359, ***1359", "PL61109010140000071219812874, ***2874"})
    void keepsTheEndOfAPersonsNumber(String number, String kept) {
        assertThat(redactor.text("of " + number + ".")).isEqualTo("of " + kept + ".");
    }

    @Test
    void changesNothingTheSecondTime() {
        SecretKinds.named()
                .forEach(named -> {
                    var once = redactor.text(named.name() + ": \"" + named.secret() + "\", then");
                    assertThat(redactor.text(once)).isEqualTo(once);
                });
    }

    private static String quoted(String secret) {
        return secret.indexOf(' ') < 0 ? secret : '"' + secret + '"';
    }
}
