package io.pulsegate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/**
 * An application context in a test runs as the gateway does: as a role that row-level security
 * binds.
 */
@SpringJUnitConfig({
    TestDatabaseConfiguration.class,
    DataSourceAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    FlywayAutoConfiguration.class
})
class TestDatabaseConfigurationTests {

    @Test
    void runsAsTheGatewayInItsOwnDatabase(
            @Autowired JdbcClient jdbc, @Autowired TestDatabase database) {
        assertThat(
                        jdbc.sql("select current_user || ' in ' || current_database()")
                                .query(String.class)
                                .single())
                .isEqualTo("pulsegate_app in " + database.name());
    }
}
