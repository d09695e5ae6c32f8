package io.pulsegate.integrations;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Successes in percent of final outcomes; warnings are in neither number. */
public final class SuccessRate {

    private static final BigDecimal ALMOST_NONE = new BigDecimal("0.1");
    private static final BigDecimal ALMOST_ALL = new BigDecimal("99.9");

    private SuccessRate() {}

    /**
     * One decimal, rounded half up, but never 100 while there are errors nor 0 while there are
     * successes. Null when there were neither: no figure would be true.
     */
    public static @Nullable Double of(long success, long error) {
        long outcomes = success + error;
        if (outcomes == 0) {
            return null;
        }
        var rate =
                BigDecimal.valueOf(success * 100)
                        .divide(BigDecimal.valueOf(outcomes), 1, RoundingMode.HALF_UP);
        if (error > 0) {
            rate = rate.min(ALMOST_ALL);
        }
        if (success > 0) {
            rate = rate.max(ALMOST_NONE);
        }
        return rate.doubleValue();
    }
}
