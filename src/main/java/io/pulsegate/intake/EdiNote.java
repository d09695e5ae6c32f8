package io.pulsegate.intake;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.pulsegate.interchange.Interchange;
import io.pulsegate.redaction.Redactor;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the SQL function {@code note_interchanges} is told of an interchange that an event carries.
 *
 * @param partner the other side: the receiver of what goes out, the sender of what comes in
 * @param ackWithin seconds
 */
record EdiNote(
        String partner,
        String standard,
        @JsonProperty("message_type") String messageType,
        String direction,
        @JsonProperty("control_number") String controlNumber,
        Instant at,
        @JsonProperty("ack_within") long ackWithin,
        @JsonProperty("business_ref") @Nullable Object businessRef,
        @JsonProperty("log_id") @Nullable Object logId,
        List<String> groups,
        boolean answers,
        List<Answer> acknowledgements) {

    /**
     * One acknowledgement.
     *
     * @param group whether {@code number} is a functional group's
     */
    record Answer(boolean group, String number, String verdict) {}

    /** Of an interchange that goes in the given direction: {@code inbound} or {@code outbound}. */
    static EdiNote of(
            Interchange interchange,
            String direction,
            Instant at,
            Duration ackWithin,
            Map<String, @Nullable Object> columns,
            Redactor redactor) {
        boolean out = direction.equals("outbound");
        return new EdiNote(
                redactor.text(out ? interchange.receiver() : interchange.sender()),
                interchange.standard(),
                interchange.types().isEmpty() ? "TA1" : interchange.types().getFirst(),
                direction,
                interchange.controlNumber(),
                at,
                ackWithin.toSeconds(),
                columns.get("business_ref"),
                columns.get("id"),
                interchange.groups(),
                interchange.isAnswer(),
                interchange.acknowledgements().stream()
                        .map(answer ->
                                new Answer(
                                        answer.group(),
                                        answer.controlNumber(),
                                        answer.verdict().name().toLowerCase(Locale.ROOT)))
                        .toList());
    }
}
