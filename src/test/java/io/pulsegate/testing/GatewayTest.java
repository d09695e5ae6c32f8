package io.pulsegate.testing;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The whole gateway on a database of its own, asked in process; one context for all such tests.
 * Nothing works in the background: no job runs by the clock, no delivery is sent. A busy machine
 * has time for a read: one that takes too long is cut in parts, and tests count statements.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        properties = {
            "pulsegate.deliveries.enabled=false",
            "pulsegate.database.section-timeout=5s"
        })
@Import({TestDatabaseConfiguration.class, Unhurried.class})
public @interface GatewayTest {}
