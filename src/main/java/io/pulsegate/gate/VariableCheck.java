package io.pulsegate.gate;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Walks the variables of a request once, before the engine turns them into arguments, and stops at
 * the first {@link VariableLimits limit} that they pass.
 */
final class VariableCheck {

    /** A bit of a number is so many decimal digits: said without writing the number out. */
    private static final double DIGITS_OF_A_BIT = Math.log10(2);

    private final VariableLimits limits;
    private int characters;

    private VariableCheck(VariableLimits limits) {
        this.limits = limits;
    }

    /** What is too much, in words for the sender; empty when nothing is. */
    static Optional<String> tooMuch(Map<String, ?> variables, VariableLimits limits) {
        try {
            new VariableCheck(limits).walk(variables, 0);
            return Optional.empty();
        } catch (TooMuch passed) {
            return Optional.of("The variables have " + passed.words + ".");
        }
    }

    private void walk(@Nullable Object value, int depth) {
        switch (value) {
            case Map<?, ?> members -> {
                within("levels", depth, limits.depth());
                members.forEach((name, member) -> {
                    count(String.valueOf(name).length());
                    walk(member, depth + 1);
                });
            }
            case List<?> elements -> {
                within("levels", depth, limits.depth());
                within("elements in a list", elements.size(), limits.list());
                elements.forEach(element -> walk(element, depth + 1));
            }
            case String text -> {
                within("characters in a text", text.length(), limits.text());
                count(text.length());
            }
            case BigInteger number -> digits(number.bitLength());
            case BigDecimal number -> digits(number.unscaledValue().bitLength());
            case null, default -> count(1);
        }
    }

    private void digits(int bits) {
        within("digits in a number", (int) (bits * DIGITS_OF_A_BIT) + 1, limits.digits());
        count(1);
    }

    private void count(int more) {
        characters += more;
        within("characters", characters, limits.characters());
    }

    private static void within(String what, int count, int limit) {
        if (count > limit) {
            throw new TooMuch("more than %d %s".formatted(limit, what));
        }
    }

    private static final class TooMuch extends RuntimeException {
        final String words;

        TooMuch(String words) {
            super(words, null, false, false);
            this.words = words;
        }
    }
}
