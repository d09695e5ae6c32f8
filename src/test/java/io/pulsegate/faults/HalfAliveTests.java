package io.pulsegate.faults;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import java.util.function.Consumer;
import java.util.stream.Stream;

class HalfAliveTests {

    static Stream<Throwable> ofTheJvm() {
        return Stream.of(
                new OutOfMemoryError("Java heap space"),
                new NoClassDefFoundError("io/pulsegate/Gone"),
                new IllegalStateException(new ExceptionInInitializerError("of a class")));
    }

    static Stream<Throwable> ofOurs() {
        return Stream.of(
                new IllegalStateException("a mistake"),
                new StackOverflowError(),
                new AssertionError("a mistake, too"));
    }

    @ParameterizedTest
    @MethodSource("ofTheJvm")
    void wantsToBeStartedAgainAfterAnErrorOfTheJvm(Throwable error) {
        afterReading(
                error,
                availability -> {
                    assertThat(availability.getLivenessState()).isEqualTo(LivenessState.BROKEN);
                    assertThat(availability.getReadinessState())
                            .isEqualTo(ReadinessState.REFUSING_TRAFFIC);
                });
    }

    @ParameterizedTest
    @MethodSource("ofOurs")
    void goesOnAfterAnyOther(Throwable error) {
        afterReading(
                error,
                availability ->
                        assertThat(availability.getLivenessState())
                                .isEqualTo(LivenessState.CORRECT));
    }

    @Test
    void readsWhateverIsLogged() {
        withGateway(context ->
                assertThat(root().isAttached(context.getBean(HalfAlive.class))).isTrue());
        assertThat(root().iteratorForAppenders())
                .toIterable()
                .noneMatch(appender -> appender instanceof HalfAlive && !appender.isStarted());
    }

    /** Not by the log itself: it is read by every gateway of this JVM. */
    private static void afterReading(Throwable error, Consumer<ApplicationAvailability> test) {
        withGateway(context -> {
            AvailabilityChangeEvent.publish(context, LivenessState.CORRECT);
            var event = new LoggingEvent("", root(), Level.ERROR, "failed", error, null);
            context.getBean(HalfAlive.class).doAppend(event);
            test.accept(context.getBean(ApplicationAvailability.class));
        });
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    private static void withGateway(Consumer<ApplicationContext> test) {
        new ApplicationContextRunner()
                .withBean(ApplicationAvailabilityBean.class)
                .withBean(HalfAlive.class)
                .run(test::accept);
    }
}
