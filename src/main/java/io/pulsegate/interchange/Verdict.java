package io.pulsegate.interchange;

/** What a partner says of what we sent. */
public enum Verdict {
    ACCEPTED,
    /** Taken in part, or with errors noted. */
    ACCEPTED_WITH_ERRORS,
    REJECTED;

    /** X12 data elements 715 (AK901) and I18 (TA104). */
    static Verdict ofX12(String code) {
        return switch (code) {
            case "A" -> ACCEPTED;
            case "E", "P" -> ACCEPTED_WITH_ERRORS;
            default -> REJECTED;
        };
    }

    /** EDIFACT data element 0083; 4 is rejected, 7 and 8 are acknowledged and received. */
    static Verdict ofEdifact(String action) {
        return action.equals("4") ? REJECTED : ACCEPTED;
    }
}
