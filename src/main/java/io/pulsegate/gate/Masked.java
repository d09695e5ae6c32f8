package io.pulsegate.gate;

import io.pulsegate.faults.FaultCode;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What nobody foresaw: logged once, and told outside by nothing but the id under which the log has
 * it.
 */
record Masked(String correlation) {

    private static final Logger log = LoggerFactory.getLogger(Masked.class);

    /** Logs the exception; {@code where} says what was being done. */
    static Masked of(Throwable thrown, String where) {
        var masked = new Masked(HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));
        log.error("{} failed, correlation {}", where, masked.correlation, thrown);
        return masked;
    }

    String words() {
        return FaultCode.INTERNAL.title()
                + ". Report the correlation id "
                + correlation
                + " if it happens again.";
    }
}
