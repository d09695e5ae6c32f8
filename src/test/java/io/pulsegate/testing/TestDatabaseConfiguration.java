package io.pulsegate.testing;

import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Gives an application context a database of its own:
 * {@code @Import(TestDatabaseConfiguration.class)}, and inject {@link TestDatabase} to fill it.
 *
 * <p>Connection details as beans, in Docker too: a container behind {@code @ServiceConnection}
 * would hand the gateway its superuser, whom no row-level security binds.
 */
@TestConfiguration(proxyBeanMethods = false)
public class TestDatabaseConfiguration {

    @Bean
    TestDatabase testDatabase() {
        return TestDatabase.fresh();
    }

    @Bean
    JdbcConnectionDetails gatewayConnection(TestDatabase database) {
        return new Gateway(database.jdbcUrl());
    }

    @Bean
    FlywayConnectionDetails migrationConnection(TestDatabase database) {
        return new Migration(database.jdbcUrl());
    }

    private record Gateway(String getJdbcUrl) implements JdbcConnectionDetails {
        @Override
        public String getUsername() {
            return "pulsegate_app";
        }

        @Override
        public String getPassword() {
            return "pulsegate_app";
        }
    }

    private record Migration(String getJdbcUrl) implements FlywayConnectionDetails {
        @Override
        public String getUsername() {
            return "pulsegate_owner";
        }

        @Override
        public String getPassword() {
            return "pulsegate_owner";
        }
    }
}
