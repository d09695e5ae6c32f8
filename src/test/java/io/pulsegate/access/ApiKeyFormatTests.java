package io.pulsegate.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.stream.IntStream;
import java.util.stream.Stream;

class ApiKeyFormatTests {

    @Test
    void makesKeysThatItAccepts() {
        var keys = Stream.generate(ApiKeyFormat::generate).limit(1000).toList();
        assertThat(keys)
                .doesNotHaveDuplicates()
                .allMatch(ApiKeyFormat::isWellFormed)
                .allMatch(key -> key.matches("pgk_[0-9A-Za-z]{49}"));
    }

    @Test
    void refusesAKeyWithAnyOneCharacterChanged() {
        String key = ApiKeyFormat.generate();
        IntStream.range(0, key.length())
                .forEach(i -> assertThat(ApiKeyFormat.isWellFormed(changed(key, i))).isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pgk_", "pgk_000000", "sk_live_1234", "eyJhbGciOiJub25lIn0.e30."})
    void refusesWhatIsNoKey(String text) {
        assertThat(ApiKeyFormat.isWellFormed(text)).isFalse();
    }

    @Test
    void hashesTheWholeKey() {
        String key = ApiKeyFormat.generate();
        assertThat(ApiKeyFormat.hash(key)).hasSize(32).isEqualTo(ApiKeyFormat.hash(key));
        assertThat(ApiKeyFormat.hash(key.substring(4))).isNotEqualTo(ApiKeyFormat.hash(key));
    }

    private static String changed(String key, int at) {
        char other = key.charAt(at) == 'x' ? 'y' : 'x';
        return key.substring(0, at) + other + key.substring(at + 1);
    }
}
