package io.pulsegate.interchange;

import java.util.List;

/**
 * One interchange, as its envelope has it.
 *
 * @param standard {@code X12} or {@code EDIFACT}
 * @param types of its messages, such as {@code 850} or {@code INVOIC}, each once
 * @param groups control numbers of its functional groups
 */
public record Interchange(
        String standard,
        String sender,
        String receiver,
        String controlNumber,
        List<String> types,
        List<String> groups,
        List<Acknowledgement> acknowledgements) {

    /** Whether it only answers: nobody acknowledges an acknowledgement. */
    public boolean isAnswer() {
        return !acknowledgements.isEmpty();
    }
}
