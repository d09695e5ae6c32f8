package io.pulsegate.rest;

import org.springframework.http.MediaType;
import org.springframework.util.MimeType;

import java.util.Comparator;
import java.util.List;

/**
 * One way to put an answer.
 *
 * @param name for {@code ?format=}
 * @param type for {@code Accept}
 */
record Representation(String name, MediaType type, Spelling spelling) {

    /** Puts an answer into a body. */
    @FunctionalInterface
    interface Spelling {
        /**
         * Spells.
         *
         * @throws io.pulsegate.faults.Fault.Unavailable when what the answer is about is not in it
         */
        Spelled spell(Answer answer, FailOn failOn);
    }

    static Representation json(Spelling spelling) {
        return new Representation("json", MediaType.APPLICATION_JSON, spelling);
    }

    /** How much it is wanted, 0 to 1: what the most specific range that includes it says. */
    double wanted(List<MediaType> accepted) {
        return accepted.stream()
                .filter(range -> range.includes(type))
                .min(
                        Comparator.comparing(MimeType::isWildcardType)
                                .thenComparing(MimeType::isWildcardSubtype))
                .map(MediaType::getQualityValue)
                .orElse(0.0);
    }
}
