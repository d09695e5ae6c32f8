package io.pulsegate.repairs;

/** Why an event cannot be tried again; the rules are SQL's {@code retry_obstacles}. */
enum RetryObstacle {
    NOT_FAILED("It did not fail."),
    ALREADY_SUCCEEDED("A later attempt succeeded."),
    NOT_REPEATABLE("Whoever reported it says that it cannot be repeated."),
    DISCARDED("It was discarded."),
    WEBHOOK_GONE("Its webhook was deleted."),
    WEBHOOK_DISABLED("Its webhook is switched off. Switch it on first."),
    BODY_NOT_KEPT("Its body was not kept, or no longer is."),
    BODY_INCOMPLETE("Its body was kept masked or cut, and must not be sent like that."),
    EVENT_GONE("Its event is no longer in the log.");

    private final String words;

    RetryObstacle(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
