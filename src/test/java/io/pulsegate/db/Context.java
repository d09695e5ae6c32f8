package io.pulsegate.db;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.UUID;

/**
 * What a statement announced, seen from one organisation.
 *
 * @param setting {@code pulsegate.org_ids} as written; null: never set
 * @param announced how many organisations, if ours is among them; else 0
 */
record Context(String name, @Nullable String setting, int announced) {

    static List<Context> around(UUID own, UUID foreign) {
        return List.of(
                new Context("own organisation", "{" + own + "}", 1),
                new Context("foreign organisation", "{" + foreign + "}", 0),
                new Context("none", null, 0),
                new Context("many", "{" + own + "," + foreign + "}", 2),
                new Context("own twice", "{" + own + "," + own + "}", 2),
                new Context("empty text", "", 0),
                new Context("empty list", "{}", 0),
                new Context("null", "{NULL}", 0),
                new Context("own and null", "{" + own + ",NULL}", 2),
                new Context("wildcard", "{%}", 0),
                new Context("garbage", "' or true --", 0));
    }

    @Override
    public String toString() {
        return name;
    }
}
