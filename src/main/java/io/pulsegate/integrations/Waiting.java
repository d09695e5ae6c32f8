package io.pulsegate.integrations;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * How many orders, invoices and the like wait for one kind of failure to end.
 *
 * @param kind as senders call it, such as {@code order}; null: they said none
 */
public record Waiting(@Nullable String kind, int count) {

    private static final TypeReference<Map<String, Integer>> COUNTS = new TypeReference<>() {};

    /** The most first. */
    public static List<Waiting> of(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(entry ->
                        new Waiting(
                                entry.getKey().isEmpty() ? null : entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(Waiting::count).reversed())
                .toList();
    }

    /** From the database's JSON: numbers by kind. */
    public static List<Waiting> read(String json) {
        return of(JsonMapper.shared().readValue(json, COUNTS));
    }
}
