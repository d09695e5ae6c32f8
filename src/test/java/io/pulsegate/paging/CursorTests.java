package io.pulsegate.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pulsegate.faults.Fault;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

class CursorTests {

    @Test
    void comesBackAsItWasToTheMicrosecond() {
        var cursor =
                new Cursor(OffsetDateTime.parse("2026-11-22T09:12:33.123456Z"), UUID.randomUUID());
        assertThat(Cursor.decode(cursor.encode())).isEqualTo(cursor);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "broken",
                "AQ",
                "not base64!",
                "rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcA==",
                "{\"@class\":\"java.net.URL\"}"
            })
    void refusesWhatItDidNotWrite(String text) {
        assertThatThrownBy(() -> Cursor.decode(text)).isInstanceOf(Fault.Invalid.class);
    }

    @RepeatedTest(200)
    void refusesOrReadsAnyBytes() {
        byte[] bytes = new byte[25];
        ThreadLocalRandom.current().nextBytes(bytes);
        bytes[0] = 1;
        try {
            var cursor = Cursor.decode(Base64.getUrlEncoder().encodeToString(bytes));
            assertThat(Cursor.decode(cursor.encode())).isEqualTo(cursor);
        } catch (Fault.Invalid refused) {
            assertThat(refused.detail()).contains("after");
        }
    }
}
