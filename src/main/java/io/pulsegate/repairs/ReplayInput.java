package io.pulsegate.repairs;

import io.pulsegate.faults.Fault;

/** What somebody wants tried again, how carefully, and why. */
record ReplayInput(
        RepairFilter filter,
        int expectedCount,
        String reason,
        String idempotencyKey,
        int canary,
        int ratePerSecond,
        int stopAtFailurePercent) {

    ReplayInput {
        require("canary", canary, 1, 50);
        require("ratePerSecond", ratePerSecond, 1, 50);
        require("stopAtFailurePercent", stopAtFailurePercent, 0, 100);
    }

    private static void require(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new Fault.Invalid(
                    "`%s` must be %d to %d, and is %d.".formatted(name, least, most, value));
        }
    }
}
