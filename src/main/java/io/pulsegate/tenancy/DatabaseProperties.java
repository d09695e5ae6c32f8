package io.pulsegate.tenancy;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * How the gateway reaches PostgreSQL.
 *
 * @param readPool connections that dashboards share ({@code spring.datasource.hikari} is the pool
 *     of everything else)
 * @param borrowTimeout how long a read waits for one of them
 * @param sectionTimeout how long one section of a dashboard may take
 */
@ConfigurationProperties("pulsegate.database")
public record DatabaseProperties(
        @DefaultValue("8") int readPool,
        @DefaultValue("1s") Duration borrowTimeout,
        @DefaultValue("1s") Duration sectionTimeout) {}
