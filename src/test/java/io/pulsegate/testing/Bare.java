package io.pulsegate.testing;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import tools.jackson.databind.json.JsonMapper;

/** Parts of the gateway without a context around them, for tests that begin a JVM of their own. */
public final class Bare {

    private Bare() {}

    /** As they are where nobody has set any. */
    public static <T> T settings(Class<T> properties) {
        return new Binder(new MapConfigurationPropertySource()).bindOrCreate("nothing", properties);
    }

    /** A component that needs nothing but JSON. */
    public static <T> T part(Class<T> type) {
        var parts = new DefaultListableBeanFactory();
        parts.registerSingleton("json", JsonMapper.shared());
        return parts.createBean(type);
    }
}
