package io.pulsegate.compile;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.io.SerializedString;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * An object, an interface or a union: what is asked of it, by the class of the value. A class has
 * one GraphQL type, as the gateway's type resolver goes by its name.
 */
final class PlainObject implements Part {

    private final Function<Object, Columns> columns;
    private final ConcurrentMap<Class<?>, Optional<Columns>> byClass = new ConcurrentHashMap<>();

    /**
     * @param columns resolves what is asked of values of such a class, once for each class
     */
    PlainObject(Function<Object, Columns> columns) {
        this.columns = columns;
    }

    @Override
    public @Nullable Object of(@Nullable Object value, Asked asked) {
        if (value == null) {
            return null;
        }
        var known = byClass.get(value.getClass());
        return (known == null ? learn(value) : known)
                .orElseThrow(() -> new NotPlain("not all of it is plain"))
                .of(value, asked);
    }

    private Optional<Columns> learn(Object value) {
        Optional<Columns> learnt;
        try {
            learnt = Optional.of(columns.apply(value));
        } catch (NotPlain _) {
            learnt = Optional.empty();
        }
        byClass.put(value.getClass(), learnt);
        return learnt;
    }

    /** What is asked of one class, in the order of the question. */
    static final class Columns {

        private final SerializedString[] names;
        private final List<Column> all;

        Columns(List<Column> all) {
            this.names =
                    all.stream()
                            .map(column -> new SerializedString(column.name()))
                            .toArray(SerializedString[]::new);
            this.all = all;
        }

        PlainAnswer of(Object source, Asked asked) {
            var values = new @Nullable Object[names.length];
            for (int i = 0; i < values.length; i++) {
                var column = all.get(i);
                values[i] = column.part().of(column.accessor().of(source), asked);
            }
            return new PlainAnswer(names, values);
        }
    }

    /**
     * @param name in the answer: the alias, if there is one
     */
    record Column(String name, Accessor accessor, Part part) {}
}
