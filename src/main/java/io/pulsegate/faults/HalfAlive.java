package io.pulsegate.faults;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.AppenderBase;

import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

/**
 * A process that has met an error of the JVM itself is not mended by going on: a class that could
 * not be loaded once is missing for good, and after {@link OutOfMemoryError} nobody knows what was
 * left half done. So the probes say that it wants to be started again.
 *
 * <p>Found in the log, since whoever meets it, ours or a library, tells it there and nowhere else.
 */
@Component
class HalfAlive extends AppenderBase<ILoggingEvent> implements InitializingBean, DisposableBean {

    private static final org.slf4j.Logger log = LoggerFactory.getLogger(HalfAlive.class);

    private final ApplicationContext gateway;

    /** Events come one by one: {@link #doAppend} is synchronized. */
    private boolean told;

    HalfAlive(ApplicationContext gateway) {
        this.gateway = gateway;
    }

    @Override
    public void afterPropertiesSet() {
        setContext((LoggerContext) LoggerFactory.getILoggerFactory());
        start();
        root().addAppender(this);
    }

    @Override
    public void destroy() {
        root().detachAppender(this);
        stop();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (!told
                && event.getLevel().isGreaterOrEqual(Level.WARN)
                && event.getThrowableProxy() instanceof ThrowableProxy proxy
                && isOfTheJvm(proxy.getThrowable())) {
            told = true;
            AvailabilityChangeEvent.publish(gateway, LivenessState.BROKEN);
            AvailabilityChangeEvent.publish(gateway, ReadinessState.REFUSING_TRAFFIC);
            log.error("after this error the gateway is half alive: start it again");
        }
    }

    private static boolean isOfTheJvm(@Nullable Throwable thrown) {
        return switch (thrown) {
            case null -> false;
            // who recursed too deep has unwound, and nothing is lost
            case StackOverflowError _ -> false;
            case LinkageError _, VirtualMachineError _ -> true;
            default -> isOfTheJvm(thrown.getCause());
        };
    }
}
