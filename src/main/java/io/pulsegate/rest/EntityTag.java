package io.pulsegate.rest;

import io.pulsegate.access.Viewer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * When two answers say the same: organisation, rights, version of the data, the instant until which
 * time alone changes nothing, and how it is put. Weak, since each answer tells its own time of
 * reading. A part of an answer has none: it must not be kept.
 */
final class EntityTag {

    private EntityTag() {}

    static Optional<String> of(Viewer viewer, Answer answer, Asked asked) {
        if (!answer.complete()) {
            return Optional.empty();
        }
        var health = answer.section(Answer.HEALTH);
        var parts =
                Stream.of(
                        viewer.org(),
                        viewer.grants().stream().sorted().toList(),
                        health.get("_data_version"),
                        health.get("_valid_until"),
                        asked.representation().name(),
                        asked.failOn());
        var digest = sha256(parts.map(String::valueOf).collect(Collectors.joining("\n")));
        return Optional.of("W/\"" + digest.substring(0, 32) + "\"");
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
