package io.pulsegate.compile;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Takes a property out of an object. */
@FunctionalInterface
interface Accessor {

    /** What the engine looks into, or waits for, before it completes a value. */
    List<Class<?>> WRAPPED =
            List.of(
                    Optional.class,
                    OptionalInt.class,
                    OptionalLong.class,
                    OptionalDouble.class,
                    CompletionStage.class,
                    Publisher.class,
                    Flow.Publisher.class);

    @Nullable Object of(Object source);

    /**
     * The method of a record, or like a record's: public, named as the property, without
     * parameters. It is the engine's first choice as well.
     *
     * @throws NotPlain when there is none, or when the engine would not take its value as it is
     */
    static Accessor of(Class<?> type, String property) {
        if (Map.class.isAssignableFrom(type)) {
            throw new NotPlain("a map has no properties of its own");
        }
        try {
            return call(handle(type.getMethod(property)));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new NotPlain(type + " does not tell its " + property + ": " + e.getMessage());
        }
    }

    private static MethodHandle handle(Method method) throws IllegalAccessException {
        var returned = method.getReturnType();
        boolean wrapped =
                returned == Object.class
                        || WRAPPED.stream().anyMatch(wrap -> wrap.isAssignableFrom(returned));
        if (wrapped || Modifier.isStatic(method.getModifiers())) {
            throw new NotPlain(method + " is the engine's");
        }
        var lookup =
                MethodHandles.privateLookupIn(method.getDeclaringClass(), MethodHandles.lookup());
        return lookup.unreflect(method).asType(MethodType.methodType(Object.class, Object.class));
    }

    private static Accessor call(MethodHandle handle) {
        return source -> {
            try {
                return handle.invokeExact(source);
            } catch (RuntimeException | Error thrown) {
                throw thrown;
            } catch (Throwable thrown) {
                throw new IllegalStateException(thrown);
            }
        };
    }
}
