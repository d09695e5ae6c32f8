package io.pulsegate.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

/**
 * What is revoked anywhere is refused everywhere within two seconds, for a probe comes every
 * second. A busy build machine is given ten.
 */
final class Eventually {

    private Eventually() {}

    static void refused(Browser browser) {
        answers(browser, 401);
    }

    static void answers(Browser browser, int status) {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(
                        () -> assertThat(browser.get("/graphql").statusCode()).isEqualTo(status));
    }
}
