package io.pulsegate.streams;

import java.util.List;

/** Operations that cannot run, whichever door they come through. */
final class WrongOperations {

    private WrongOperations() {}

    static List<String> all() {
        return List.of(
                "{ nothingLikeThis }",
                "{ broken",
                "subscription { nothingLikeThis }",
                "subscription { dashboardUpdates(cadenceSeconds: 1) { seq } }",
                "query A { errorSummary { failedCount24h } } query B { healthStatus {"
                        + " overallStatus } }");
    }
}
