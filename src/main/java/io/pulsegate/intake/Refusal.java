package io.pulsegate.intake;

/**
 * Why one event is not taken in. The others of its batch are; codes are stable, as a fault's are.
 */
final class Refusal extends RuntimeException {

    /** In the order in which an event is looked at. */
    enum Code {
        /** Not a JSON object, or a value is of a type that no attribute has. */
        NOT_AN_EVENT,
        SPEC_VERSION_UNKNOWN,
        ATTRIBUTE_MISSING,
        ATTRIBUTE_INVALID,
        ATTRIBUTE_TOO_LONG,
        DATA_INVALID,
        INTEGRATION_UNKNOWN,
        CONNECTION_UNKNOWN,
        WEBHOOK_UNKNOWN,
        /** From before the log begins. */
        TOO_OLD
    }

    private final Code code;

    /**
     * Refuses one event.
     *
     * @param words for the sender; nothing of the event is quoted but the name of an attribute
     */
    Refusal(Code code, String words) {
        super(words, null, false, false);
        this.code = code;
    }

    Code code() {
        return code;
    }

    String words() {
        return String.valueOf(getMessage());
    }
}
