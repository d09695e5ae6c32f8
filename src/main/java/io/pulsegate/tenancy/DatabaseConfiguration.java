package io.pulsegate.tenancy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.Objects;

/**
 * The pools of reads, beside Spring Boot's own (sign-in, settings, workers), and the secret key.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseProperties.class)
class DatabaseConfiguration {

    // not a default candidate, so that Boot still makes its own pool
    @Bean(defaultCandidate = false)
    HikariDataSource reads(JdbcConnectionDetails database, DatabaseProperties properties) {
        var url = Objects.requireNonNullElse(properties.readsUrl(), database.getJdbcUrl());
        return snapshots("reads", url, database, properties);
    }

    // no condition: those are decided when the jar is built, and this when it starts
    @Bean(defaultCandidate = false)
    @Nullable HikariDataSource replica(
            JdbcConnectionDetails database, DatabaseProperties properties) {
        var url = properties.replicaUrl();
        return url == null ? null : snapshots("replica", url, database, properties);
    }

    private static HikariDataSource snapshots(
            String name,
            String url,
            JdbcConnectionDetails database,
            DatabaseProperties properties) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(url);
        config.setUsername(database.getUsername());
        config.setPassword(database.getPassword());
        config.setMaximumPoolSize(properties.readPool());
        config.setConnectionTimeout(properties.borrowTimeout().toMillis());
        config.setValidationTimeout(Math.min(1000, properties.borrowTimeout().toMillis()));
        config.setKeepaliveTime(30_000);
        config.setMaxLifetime(600_000);
        // start while the database is still away
        config.setInitializationFailTimeout(-1);
        // one snapshot for a batch, and no write even by mistake
        config.setReadOnly(true);
        config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        PostgresSettings.ALL.forEach(config::addDataSourceProperty);
        config.addDataSourceProperty("readOnlyMode", "always");
        // the same few texts again and again, each of which takes longer to plan than to run
        config.addDataSourceProperty("prepareThreshold", "1");
        config.addDataSourceProperty("ApplicationName", "pulsegate-" + name);
        return PatientDataSource.start(config);
    }

    /** Boot's pool notices within a moment that the database is back, too. */
    @Bean
    static BeanPostProcessor patientPool() {
        return new BeanPostProcessor() {

            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                // ours has begun already
                if (bean instanceof HikariDataSource pool && !pool.isRunning()) {
                    PatientDataSource.serve(pool);
                }
                return bean;
            }
        };
    }

    /** Spring Boot's own would also look for transactional methods in every bean. */
    @Bean
    TransactionTemplate transactions(PlatformTransactionManager manager) {
        return new TransactionTemplate(manager);
    }

    @Bean
    static FlywayMigrationStrategy migrations() {
        return new Migrations();
    }

    // with the embedded database, room embedded keeps one in a file instead; among prepared beans
    // this one is in any case, and the guard says what is missing
    @Bean
    @ConditionalOnProperty("pulsegate.secret-key")
    @Nullable SecretKey secretKey(
            @Value("${pulsegate.secret-key:#{null}}") @Nullable String base64) {
        return base64 == null ? null : SecretKey.of(base64);
    }
}
