package io.pulsegate.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.testing.TestDatabase;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What failures have in common, whichever order or second they are about. */
class FingerprintTests {

    private static JdbcClient jdbc;

    @BeforeAll
    static void migrate() {
        jdbc = TestDatabase.fresh().app().jdbc();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    Order 4711 refused                            | Order 4,712 refused
                    Connection timeout after 30s                  | Connection timeout after 45s
                    refused by api.example:8443                   | refused by api.example
                    refused by 10.0.0.7:443                       | refused by 192.168.11.3
                    no answer from [fe80::7]:443                  | no answer from [fe80::8]:80
                    document ZS-1042/2026 rejected                | document ZS-7/2025 rejected
                    not valid since 2026-11-22T09:12:00.123+01:00 | not valid since 2026-11-22 09:12
                    unknown id 6f1f2f1e-aaaa-bbbb-cccc-ffffffffffff | unknown id 01890a5d-ac96-774b-bcce-b302099a8057
                    commit 9fceb02d0ae598e95dc970b74767f19372d61af8 | commit d6cd1e2bd19e03a81132a23b2025920577f84e37
                    field "net" is missing                        | field "gross" is missing
                    field 'net' is missing                        | field 'gross amount' is missing
                    pole „netto” jest puste                       | pole „brutto” jest puste
                    no mailbox jan.kowalski@firma.example         | no mailbox anna+erp@shop.example
                    Service  Unavailable                          | service unavailable
                    1 of 2 transaction sets refused               | 14 of 230 transaction sets refused
                    """)
    void areAlike(String one, String other) {
        assertThat(shape(one)).isEqualTo(shape(other)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    Connection refused               | Connection reset
                    refused by api.example           | refused by api.other.example
                    it can't be read, it isn't there | it can't be found, it isn't there
                    """)
    void differ(String one, String other) {
        assertThat(shape(one)).isNotEqualTo(shape(other));
    }

    @Test
    void keepsWhatHasNoNumberInIt() {
        assertThat(shape("Segment refused: it can't be read"))
                .isEqualTo("segment refused: it can't be read");
    }

    @Test
    void takesAnyText() {
        assertThat(shape("")).isEmpty();
        assertThat(shape("'".repeat(1999) + "1".repeat(90_000))).hasSizeLessThan(501);
        assertThat(shape("x1 ".repeat(60_000))).hasSizeLessThan(501);
        assertThat(shape("\u0007 <b>&amp;</b> żółć 漢字")).contains("żółć 漢字");
    }

    @Test
    void isOfTheLineAndTheReasonToo() {
        var alike = "'comarch', 'sync', null, null, 'auth', 'E', 401, 'refused'";
        assertThat(fingerprint(alike)).isEqualTo(fingerprint(alike.replace("401", "403")));
        assertThat(fingerprint(alike))
                .isNotEqualTo(fingerprint(alike.replace("comarch", "edi")))
                .isNotEqualTo(fingerprint(alike.replace("sync", "probe")))
                .isNotEqualTo(fingerprint(alike.replace("null, null", "gen_random_uuid(), null")))
                .isNotEqualTo(fingerprint(alike.replace("null, null", "null, gen_random_uuid()")))
                .isNotEqualTo(fingerprint(alike.replace("auth", "config")))
                .isNotEqualTo(fingerprint(alike.replace("'E'", "'F'")))
                .isNotEqualTo(fingerprint(alike.replace("'E'", "null")));
    }

    private static String shape(String text) {
        return jdbc.sql("select failure_shape(?)").param(text).query(String.class).single();
    }

    private static String fingerprint(String arguments) {
        return jdbc.sql("select failure_fingerprint(" + arguments + ")")
                .query(String.class)
                .single();
    }
}
