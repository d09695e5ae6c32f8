package io.pulsegate.embedded;

import io.pulsegate.outbound.TrustedOrigin;
import io.pulsegate.tenancy.SecretKey;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;

import java.net.InetAddress;

/** In force when nobody said which database to use. */
@AutoConfiguration(before = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
@Conditional(EmbeddedAutoConfiguration.NoDatabaseConfigured.class)
@ConditionalOnMissingBean(JdbcConnectionDetails.class)
@EnableConfigurationProperties(EmbeddedProperties.class)
class EmbeddedAutoConfiguration {

    @Bean(destroyMethod = "close")
    EmbeddedDatabase embeddedDatabase(EmbeddedProperties properties) {
        var folder = DataFolder.open(properties.dataFolder());
        try {
            return EmbeddedDatabase.start(folder, properties.programFolder());
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    @Bean
    JdbcConnectionDetails gatewayConnection(EmbeddedDatabase database) {
        return database.login("pulsegate_app").forTheGateway();
    }

    @Bean
    FlywayConnectionDetails migrationConnection(EmbeddedDatabase database) {
        return database.login("pulsegate_owner").forMigrations();
    }

    @Bean
    @ConditionalOnMissingBean
    SecretKey secretKey(EmbeddedDatabase database) {
        return SecretKey.of(database.folder().secret("secret.key", SecretKey::generate));
    }

    /** Told before the web server opens its door. */
    @Bean(initMethod = "tell")
    @DependsOnDatabaseInitialization
    DemoStory demoStory(EmbeddedDatabase database) {
        return new DemoStory(database.login("pulsegate_owner"), database.folder());
    }

    @Bean(destroyMethod = "close")
    DemoReceiver demoReceiver(DemoStory story) {
        var receiver = new DemoReceiver();
        story.leadWebhooksTo(receiver.origin());
        return receiver;
    }

    /** On the loopback address, by http: only here, and only this very port. */
    @Bean
    TrustedOrigin demoReceiverIsOurs(DemoReceiver receiver) {
        return new TrustedOrigin(receiver.origin());
    }

    @Bean
    Welcome welcome(EmbeddedDatabase database, Environment environment) {
        return new Welcome(database, environment);
    }

    @Bean
    DemoTraffic demoTraffic(
            EmbeddedDatabase database, EmbeddedProperties properties, Environment environment) {
        return new DemoTraffic(database, properties.demoTraffic(), environment);
    }

    /** People with known passwords live here: nobody from outside may try them. */
    @Bean
    WebServerFactoryCustomizer<ConfigurableWebServerFactory> loopbackOnly(Environment environment) {
        return server -> {
            if (!environment.containsProperty("server.address")) {
                server.setAddress(InetAddress.getLoopbackAddress());
            }
        };
    }

    static class NoDatabaseConfigured extends NoneNestedConditions {

        NoDatabaseConfigured() {
            super(ConfigurationPhase.PARSE_CONFIGURATION);
        }

        @ConditionalOnProperty("spring.datasource.url")
        static class Url {}
    }
}
