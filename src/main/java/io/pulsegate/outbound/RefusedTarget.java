package io.pulsegate.outbound;

/** A URL that the gateway does not call. The message is for whoever wrote it down. */
public final class RefusedTarget extends RuntimeException {

    RefusedTarget(String words) {
        super(words, null, false, false);
    }

    public String words() {
        return String.valueOf(getMessage());
    }
}
