package io.pulsegate.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

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
        withGateway(availability -> {
            LoggerFactory.getLogger("somebody").error("failed", error);
            assertThat(availability.getLivenessState()).isEqualTo(LivenessState.BROKEN);
            assertThat(availability.getReadinessState()).isEqualTo(ReadinessState.REFUSING_TRAFFIC);
        });
    }

    @ParameterizedTest
    @MethodSource("ofOurs")
    void goesOnAfterAnyOther(Throwable error) {
        withGateway(availability -> {
            LoggerFactory.getLogger("somebody").error("failed", error);
            assertThat(availability.getLivenessState()).isEqualTo(LivenessState.CORRECT);
        });
    }

    private static void withGateway(Consumer<ApplicationAvailability> test) {
        new ApplicationContextRunner()
                .withBean(ApplicationAvailabilityBean.class)
                .withBean(HalfAlive.class)
                .run(context -> test.accept(context.getBean(ApplicationAvailability.class)));
    }
}
