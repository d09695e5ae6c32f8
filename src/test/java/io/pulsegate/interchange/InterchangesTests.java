package io.pulsegate.interchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Recorded interchanges, and what they say of others. */
class InterchangesTests {

    private static final Path EDI = Path.of("src/test/resources/recorded/edi");

    @ParameterizedTest
    @CsvSource({
        "x12/997-rejected.edi, 000001, REJECTED",
        "x12/999-accepted.edi, 17456, ACCEPTED",
        "x12/999-partially-accepted.edi, 17456, ACCEPTED_WITH_ERRORS",
        "x12/999-rejected.edi, 28, REJECTED",
        "x12/pairs/834_lui_id.997-accepted.edi, 13360001, ACCEPTED",
        "x12/pairs/834_lui_id_5010.997-with-ik5-accepted.edi, 13360001, ACCEPTED",
        "x12/pairs/ele.997-rejected.edi, 1, REJECTED"
    })
    void readAnswersToAGroup(String file, String group, Verdict verdict) throws IOException {
        assertThat(read(file).getFirst().acknowledgements())
                .contains(new Acknowledgement(true, group, verdict));
    }

    @ParameterizedTest
    @CsvSource({
        "x12/ta1-accepted.edi, 000000050, ACCEPTED",
        "x12/pairs/835id.997-accepted.edi, 000003447, ACCEPTED",
        "x12/pairs/837miss.997-rejected.edi, 000010121, REJECTED",
        "x12/pairs/fail_no_IEA.997-rejected.edi, 000010121, REJECTED"
    })
    void readAnswersToAnInterchange(String file, String number, Verdict verdict)
            throws IOException {
        assertThat(read(file).getFirst().acknowledgements())
                .contains(new Acknowledgement(false, number, verdict));
    }

    @ParameterizedTest
    @CsvSource({"7, 7, ACCEPTED", "8, 8, ACCEPTED", "7, 4, ACCEPTED_WITH_ERRORS", "4, 4, REJECTED"})
    void readContrl(String interchange, String message, Verdict verdict) {
        var contrl =
                """
                UNB+UNOA:3+SHOP:14+SUPPLIER:14+261122:1015+77'
                UNH+1+CONTRL:D:3:UN'
                UCI+00000000000778+SUPPLIER:14+SHOP:14+%s'
                UCM+00000000000117+INVOIC:D:97B:UN+%s'
                UNT+4+1'
                UNZ+1+77'
                """
                        .formatted(interchange, message);
        var read = Interchanges.read(contrl).getFirst();
        assertThat(read.acknowledgements())
                .containsExactly(new Acknowledgement(false, "00000000000778", verdict));
    }

    @Test
    void readTheEnvelope() throws IOException {
        assertThat(read("x12/pairs/835id.source.edi"))
                .containsExactly(
                        new Interchange(
                                "X12",
                                "383319999",
                                "382999999",
                                "000003447",
                                List.of("835"),
                                List.of("3444"),
                                List.of()));
        var invoice = read("edifact/invoic-d97b.edi").getFirst();
        assertThat(invoice.standard()).isEqualTo("EDIFACT");
        assertThat(invoice.sender()).isEqualTo("005435656");
        assertThat(invoice.receiver()).isEqualTo("006415160");
        assertThat(invoice.controlNumber()).isEqualTo("00000000000778");
        assertThat(invoice.types()).containsExactly("INVOIC");
        assertThat(invoice.isAnswer()).isFalse();
    }

    @Test
    void readSeveralOneAfterTheOther() throws IOException {
        assertThat(read("x12/997-rejected-multiple-interchanges.edi"))
                .extracting(Interchange::controlNumber)
                .containsExactly("000000001", "000000002", "000000003");
    }

    @Test
    void survivesWhateverPartnersSend() throws IOException {
        try (var files = Files.walk(EDI)) {
            var texts = files.filter(file -> file.toString().endsWith(".edi")).toList();
            assertThat(texts).hasSizeGreaterThan(40);
            for (var file : texts) {
                var text = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(Interchanges.read(text)).isNotNull();
                assertThat(Interchanges.read(text.substring(0, text.length() / 2))).isNotNull();
            }
        }
        assertThat(Interchanges.read("not EDI at all")).isEmpty();
        assertThat(Interchanges.read("")).isEmpty();
    }

    private static List<Interchange> read(String file) throws IOException {
        return Interchanges.read(Files.readString(EDI.resolve(file), StandardCharsets.ISO_8859_1));
    }
}
