package io.pulsegate.compile;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.JacksonSerializable;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.jsontype.TypeSerializer;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * An object of the answer, as the map that it is for everybody, and as JSON that writes itself: all
 * objects that answer one question share their names, which are encoded once.
 */
final class PlainAnswer extends AbstractMap<String, @Nullable Object>
        implements JacksonSerializable {

    private final SerializedString[] names;
    private final @Nullable Object[] values;

    PlainAnswer(SerializedString[] names, @Nullable Object[] values) {
        this.names = names;
        this.values = values;
    }

    @Override
    public void serialize(JsonGenerator json, SerializationContext context) {
        json.writeStartObject(this, names.length);
        for (int i = 0; i < names.length; i++) {
            json.writeName(names[i]);
            write(values[i], json, context);
        }
        json.writeEndObject();
    }

    private static void write(
            @Nullable Object value, JsonGenerator json, SerializationContext context) {
        switch (value) {
            case null -> json.writeNull();
            case String text -> json.writeString(text);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Boolean truth -> json.writeBoolean(truth);
            case PlainAnswer object -> object.serialize(json, context);
            case Collection<?> list -> write(list, json, context);
            default -> context.writeValue(json, value);
        }
    }

    private static void write(
            Collection<?> list, JsonGenerator json, SerializationContext context) {
        json.writeStartArray(list, list.size());
        for (var item : list) {
            write(item, json, context);
        }
        json.writeEndArray();
    }

    @Override
    public void serializeWithType(
            JsonGenerator json, SerializationContext context, TypeSerializer types) {
        serialize(json, context);
    }

    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
                return new Entries();
            }

            @Override
            public int size() {
                return names.length;
            }
        };
    }

    private final class Entries implements Iterator<Map.Entry<String, @Nullable Object>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < names.length;
        }

        @Override
        public Map.Entry<String, @Nullable Object> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            int at = next++;
            return new SimpleImmutableEntry<>(names[at].getValue(), values[at]);
        }
    }
}
