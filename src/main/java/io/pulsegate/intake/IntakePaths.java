package io.pulsegate.intake;

/** Where events come in. */
public final class IntakePaths {

    static final String EVENTS = "/api/integrations/events";
    static final String WEBHOOKS = "/api/integrations/webhooks/";

    private IntakePaths() {}

    /**
     * Whether this room itself bounds what is sent there: events come in larger heaps than
     * questions.
     */
    public static boolean boundsItself(String path) {
        return path.equals(EVENTS) || path.startsWith(WEBHOOKS);
    }
}
