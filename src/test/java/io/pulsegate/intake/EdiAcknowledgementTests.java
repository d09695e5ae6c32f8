package io.pulsegate.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a partner answers becomes the state of what was sent to him, and of nothing else. */
@IntakeTest
class EdiAcknowledgementTests {

    private static final Path PAIRS = Path.of("src/test/resources/recorded/edi/x12/pairs");

    private static final String INVOICE =
            """
            UNB+UNOA:3+SHOP:14+SUPPLIER:14+261122:1010+%s'
            UNH+1+INVOIC:D:97B:UN'
            BGM+380+1+9'
            UNT+3+1'
            UNZ+1+%1$s'
            """;
    private static final String CONTRL =
            """
            UNB+UNOA:3+SUPPLIER:14+SHOP:14+261122:1015+77'
            UNH+1+CONTRL:D:3:UN'
            UCI+%s+SHOP:14+SUPPLIER:14+%s'
            UNT+3+1'
            UNZ+1+77'
            """;

    @Autowired TestDatabase database;
    @LocalServerPort int port;
    private TestOrg acme;
    private Sender sender;

    @BeforeEach
    void settle() {
        acme = TestOrg.create(database, "Acme");
        sender = Sender.of(port, acme, "events:write");
    }

    @Test
    void acceptWhatWasSent() throws IOException {
        send("1", "outbound", recorded("835id.source.edi"));
        assertThat(states()).containsExactly("382999999 000003447 pending");
        send("2", "inbound", recorded("835id.997-accepted.edi"));
        assertThat(states()).containsExactly("382999999 000003447 accepted");
    }

    @Test
    void rejectWhatWasSentForAnswersToTheEnvelopeAndToTheGroup() throws IOException {
        send("1", "outbound", recorded("837miss.source.edi"));
        send("2", null, recorded("837miss.997-rejected.edi"));
        assertThat(states()).containsExactly("ZZ001 000010121 rejected");
        String card =
                acme.inOrg(jdbc ->
                        jdbc.sql(
                                        "select rejected_24h || ' ' || awaiting_ack from org_health"
                                                + " where integration_type = 'edi'")
                                .query(String.class)
                                .single());
        assertThat(card).isEqualTo("1 0");
    }

    @Test
    void answerEdifactByContrl() {
        send("1", "outbound", INVOICE.formatted("778"));
        send("2", "outbound", INVOICE.formatted("779"));
        send("3", "inbound", CONTRL.formatted("00778", "7"));
        send("4", "inbound", CONTRL.formatted("779", "4"));
        send("5", "inbound", CONTRL.formatted("779", "7"));
        assertThat(states()).containsExactly("SUPPLIER 778 accepted", "SUPPLIER 779 rejected");
    }

    @Test
    void changeNothingElse() throws IOException {
        var globex = TestOrg.create(database, "Globex");
        send(
                Sender.of(port, globex, "events:write"),
                "1",
                "outbound",
                recorded("835id.source.edi"));
        send("1", "outbound", recorded("837miss.source.edi"));
        send("2", "inbound", recorded("835id.997-accepted.edi"));
        assertThat(states()).containsExactly("ZZ001 000010121 pending");
        assertThat(states(globex)).containsExactly("382999999 000003447 pending");
    }

    private void send(String id, @Nullable String direction, String body) {
        send(sender, id, direction, body);
    }

    private static void send(Sender sender, String id, @Nullable String direction, String body) {
        var event =
                Events.event(
                        id,
                        Map.of(
                                "type", "edi.interchange",
                                "datacontenttype", "application/edi",
                                "data", body));
        if (direction != null) event.put("direction", direction);
        assertThat(sender.results(List.of(event))).containsExactly("ACCEPTED");
    }

    private List<String> states() {
        return states(acme);
    }

    private static List<String> states(TestOrg org) {
        return org.inOrg(jdbc ->
                jdbc.sql(
                                "select partner || ' ' || control_number || ' ' || ack_status from"
                                        + " edi_interchanges order by sent_at, control_number")
                        .query((row, _) -> row.getString(1))
                        .list());
    }

    private static String recorded(String file) throws IOException {
        return Files.readString(PAIRS.resolve(file), StandardCharsets.ISO_8859_1);
    }
}
