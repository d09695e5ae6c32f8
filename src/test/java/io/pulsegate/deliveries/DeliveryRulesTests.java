package io.pulsegate.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.outbound.Reply.Answered;
import io.pulsegate.outbound.Reply.Cause;
import io.pulsegate.outbound.Reply.Failed;
import io.pulsegate.work.Ending.Verdict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What an answer means. */
class DeliveryRulesTests {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "200, DONE, ",
        "204, DONE, ",
        "302, AGAIN, config",
        "400, AGAIN, remote_4xx",
        "401, AGAIN, auth",
        "410, NEVER, remote_4xx",
        "429, AGAIN, rate_limit",
        "500, AGAIN, remote_5xx",
        "503, AGAIN, remote_5xx"
    })
    void readsAStatus(int status, Verdict verdict, String origin) {
        var judgement = judge(status, Map.of());
        assertThat(judgement.verdict()).isEqualTo(verdict);
        assertThat(judgement.failureOrigin()).isEqualTo(origin);
        assertThat(judgement.gone()).isEqualTo(status == 410);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429 | 7 | PT7S",
                "503 | 120 | PT2M",
                "429 | 0 | PT1S",
                "429 | 999999999 | PT24H",
                "503 | Sun, 22 Nov 2026 12:01:00 GMT | PT1M",
                "429 | Sat, 21 Nov 2026 12:00:00 GMT | PT1S"
            })
    void waitsAsLongAsItIsAsked(int status, String header, Duration wait) {
        var judgement = judge(status, Map.of("retry-after", header));
        assertThat(judgement.verdict()).isEqualTo(Verdict.WAIT);
        assertThat(judgement.askedFor()).isEqualTo(wait);
    }

    @ParameterizedTest
    @CsvSource({"429, soon", "503, -1", "500, 7", "302, 7"})
    void keepsToTheScheduleOtherwise(int status, String header) {
        assertThat(judge(status, Map.of("retry-after", header)).verdict()).isEqualTo(Verdict.AGAIN);
    }

    @Test
    void doesNotRepeatWhatTheGuardRefused() {
        var refused = new Failed(Cause.REFUSED, "Only https is called.", Duration.ZERO);
        assertThat(DeliveryRules.judge(refused, NOW, Duration.ofHours(24)).verdict())
                .isEqualTo(Verdict.NEVER);
        var timeout = new Failed(Cause.TIMEOUT, "No answer for 10 s.", Duration.ofSeconds(10));
        assertThat(DeliveryRules.judge(timeout, NOW, Duration.ofHours(24)).verdict())
                .isEqualTo(Verdict.AGAIN);
    }

    @ParameterizedTest
    @CsvSource({"1, 0.5, PT10S", "2, 0.5, PT100S", "9, 0.5, PT100S", "1, 0, PT8S", "1, 1, PT12S"})
    void waitsLongerEachTimeAndNeverTheSame(int attempt, double chance, Duration wait) {
        var schedule = List.of(Duration.ofSeconds(10), Duration.ofSeconds(100));
        assertThat(DeliveryRules.backoff(schedule, 0.2, attempt, chance)).isEqualTo(wait);
    }

    /** The example of the Standard Webhooks specification. */
    @Test
    void signsAsStandardWebhooksDoes() {
        var secret = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        assertThat(
                        Signature.of(
                                secret,
                                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                                1614265330,
                                "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    private static Judgement judge(int status, Map<String, String> headers) {
        var answered = new Answered(status, "", headers, new byte[0], false, Duration.ofMillis(5));
        return DeliveryRules.judge(answered, NOW, Duration.ofHours(24));
    }
}
