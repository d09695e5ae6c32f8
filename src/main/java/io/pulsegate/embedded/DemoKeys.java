package io.pulsegate.embedded;

import io.pulsegate.access.ApiKeyFormat;
import io.pulsegate.tenancy.DemoOrg;

import org.springframework.jdbc.core.JdbcTemplate;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** One API key per demo organisation, as random as any: everybody knows the story, nobody these. */
final class DemoKeys {

    /** In the data folder: one line an organisation, its name and its key. */
    static final String FILE = "demo-keys.txt";

    private static final String TABLE =
            """
            create temporary table demo_keys (org_id uuid, prefix text, last4 text, secret_hash bytea)
                on commit drop
            """;

    private DemoKeys() {}

    /** Makes the keys: the hashes for db/seed/demo.sql, the keys themselves for the file. */
    static void make(JdbcTemplate jdbc, DataFolder folder) {
        jdbc.execute(TABLE);
        folder.keep(
                FILE,
                Arrays.stream(DemoOrg.values())
                        .map(org -> name(org) + " " + make(jdbc, org) + "\n")
                        .collect(Collectors.joining()));
    }

    private static String make(JdbcTemplate jdbc, DemoOrg org) {
        var key = ApiKeyFormat.generate();
        jdbc.update(
                "insert into demo_keys values (?, ?, ?, ?)",
                org.id().value(),
                key.substring(0, 8),
                key.substring(key.length() - 4),
                ApiKeyFormat.hash(key));
        return key;
    }

    private static String name(DemoOrg org) {
        return org.name().toLowerCase(Locale.ROOT);
    }
}
