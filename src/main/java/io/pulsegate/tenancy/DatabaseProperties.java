package io.pulsegate.tenancy;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import java.time.Duration;

/**
 * How the gateway reaches PostgreSQL.
 *
 * @param readsUrl where dashboards are read, as a JDBC URL, if elsewhere than {@code
 *     spring.datasource.url}: another entry of a PgBouncer (README)
 * @param replicaUrl a streaming replica for the figures of dashboards, as a JDBC URL, best with the
 *     primary as the second host: {@code
 *     jdbc:postgresql://replica,primary/pulsegate?targetServerType=preferSecondary} (README)
 * @param readPool connections that dashboards share ({@code spring.datasource.hikari} is the pool
 *     of everything else)
 * @param borrowTimeout how long a read waits for a connection
 * @param sectionTimeout how long one section of a dashboard may take
 * @param keptRows room for rows of dashboards that are not read again while the database says that
 *     they have not changed; 0 for none
 */
@ConfigurationProperties("pulsegate.database")
public record DatabaseProperties(
        @Nullable String readsUrl,
        @Nullable String replicaUrl,
        @DefaultValue("8") int readPool,
        @DefaultValue("1s") Duration borrowTimeout,
        @DefaultValue("1s") Duration sectionTimeout,
        @DefaultValue("32MB") DataSize keptRows) {}
