package io.pulsegate.faults;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What nobody foresaw: logged once, and told outside by nothing but the id under which the log has
 * it.
 */
public record Masked(String correlation) {

    private static final Logger log = LoggerFactory.getLogger(Masked.class);

    /** Logs the exception; {@code where} says what was being done. */
    public static Masked of(Throwable thrown, String where) {
        var masked = new Masked(HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));
        log.error("{} failed, correlation {}", where, masked.correlation, thrown);
        return masked;
    }

    public String words() {
        return FaultCode.INTERNAL.title()
                + ". Report the correlation id "
                + correlation
                + " if it happens again.";
    }
}
