package io.pulsegate.testing;

import static org.awaitility.Awaitility.await;

import io.pulsegate.Gateway;
import io.pulsegate.tenancy.SecretKey;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import javax.sql.DataSource;

/**
 * A gateway with a configured PostgreSQL of its own, and between the two a network that breaks on
 * demand. It is started while that network lets nobody in.
 */
public final class ProxiedGateway implements AutoCloseable {

    public final OwnPostgres postgres;
    public final FaultProxy network;
    public final Borrowed borrowed = new Borrowed();
    private final ConfigurableApplicationContext context;

    public ProxiedGateway(Path data) {
        postgres = new OwnPostgres(data);
        postgres.askForPasswords();
        network = new FaultProxy(postgres.port());
        network.refuse();
        var starting = CompletableFuture.supplyAsync(this::start, Thread.ofPlatform()::start);
        await().atMost(Duration.ofMinutes(2))
                .until(() -> network.refused() > 3 || starting.isDone());
        network.deliver();
        context = starting.join();
    }

    private ConfigurableApplicationContext start() {
        var url = "jdbc:postgresql://localhost:" + network.port() + "/pulsegate";
        return new SpringApplicationBuilder(Gateway.class)
                .initializers(
                        starting -> starting.getBeanFactory().addBeanPostProcessor(watchingPools()))
                .run(
                        GatewayArguments.on(
                                url,
                                "--pulsegate.secret-key=" + SecretKey.generate(),
                                "--pulsegate.deliveries.enabled=false",
                                // it would say of every fault that there is one
                                "--logging.level.io.pulsegate=error",
                                "--logging.level.com.zaxxer.hikari=error",
                                "--logging.level.org.springframework.transaction.support=off",
                                "--server.port=0"));
    }

    private BeanPostProcessor watchingPools() {
        return new BeanPostProcessor() {

            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource pool ? borrowed.from(pool) : bean;
            }
        };
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @Override
    public void close() {
        context.close();
        network.close();
        postgres.close();
    }
}
