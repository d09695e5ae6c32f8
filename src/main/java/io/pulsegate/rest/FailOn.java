package io.pulsegate.rest;

/** From where on a monitor that looks only at the status code wants 503: {@code ?fail_on=}. */
enum FailOn {
    NEVER,
    DEGRADED,
    DOWN;

    /** Whether an overall status is that bad or worse. */
    boolean fails(String overallStatus) {
        return switch (this) {
            case NEVER -> false;
            case DEGRADED -> !overallStatus.equals("healthy");
            case DOWN -> overallStatus.equals("down");
        };
    }
}
