package io.pulsegate.testing;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/**
 * A gateway that has room tenancy and nothing above it, on a configured database: for what the
 * whole gateway would only make slower, or noisier.
 */
public final class GroundFloor {

    private GroundFloor() {}

    /** As {@code SPRING_DATASOURCE_*} would configure it, for the given role. */
    public static ApplicationContextRunner on(TestDatabase database, String role) {
        return new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(
                                DataSourceAutoConfiguration.class,
                                DataSourceTransactionManagerAutoConfiguration.class,
                                TransactionAutoConfiguration.class,
                                JdbcTemplateAutoConfiguration.class,
                                JdbcClientAutoConfiguration.class,
                                DataJdbcRepositoriesAutoConfiguration.class))
                .withBean(SimpleMeterRegistry.class)
                .withUserConfiguration(Tenancy.class)
                .withPropertyValues(
                        "spring.datasource.url=" + database.jdbcUrl(),
                        "spring.datasource.username=" + role,
                        "spring.datasource.password=" + role);
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackages = "io.pulsegate.tenancy")
    @ComponentScan("io.pulsegate.tenancy")
    static class Tenancy {}
}
