package io.pulsegate.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pulsegate.tenancy.DemoOrg;
import io.pulsegate.tenancy.OrgId;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;

/**
 * The demo data: told once, and from then on moved to the present at every start, so that Acme's
 * and Globex's figures hold on any day. One transaction either way, as the owner, whom row-level
 * security binds like anybody else.
 */
final class DemoStory {

    /** Northwind is not in it: the demo traffic moves it. */
    private static final List<DemoOrg> MOVED = List.of(DemoOrg.ACME, DemoOrg.GLOBEX);

    private final Login owner;
    private final DataFolder folder;

    DemoStory(Login owner, DataFolder folder) {
        this.owner = owner;
        this.folder = folder;
    }

    void tell() {
        var source = owner.dataSource();
        new TransactionTemplate(new DataSourceTransactionManager(source))
                .executeWithoutResult(_ -> tell(new JdbcTemplate(source)));
    }

    /** Leads Globex's webhooks to a receiver that is there: the port is another at every start. */
    void leadWebhooksTo(URI receiver) {
        var source = owner.dataSource();
        new TransactionTemplate(new DataSourceTransactionManager(source))
                .executeWithoutResult(_ -> {
                    var jdbc = new JdbcTemplate(source);
                    announce(jdbc, DemoOrg.GLOBEX.id());
                    jdbc.update(
                            "update webhooks set url = ? || '/' || lower(name) where org_id = ?",
                            receiver.toString(),
                            DemoOrg.GLOBEX.id().value());
                });
    }

    private void tell(JdbcTemplate jdbc) {
        if (told(jdbc)) {
            MOVED.forEach(org -> move(jdbc, org.id()));
        } else {
            DemoKeys.make(jdbc, folder);
            offerPayloads(jdbc);
            run(jdbc, "demo.sql");
        }
        run(jdbc, "demo_usage.sql");
    }

    private static boolean told(JdbcTemplate jdbc) {
        announce(jdbc, DemoOrg.ACME.id());
        return !jdbc.queryForList("select id from organizations").isEmpty();
    }

    private static void move(JdbcTemplate jdbc, OrgId org) {
        announce(jdbc, org);
        run(jdbc, "demo_move.sql");
    }

    private static void announce(JdbcTemplate jdbc, OrgId org) {
        jdbc.queryForList(
                "select set_config('pulsegate.org_ids', ?, true),"
                        + " set_config('pulsegate.role', 'system', true)",
                "{" + org + "}");
    }

    /** SQL cannot read our files, so their text is put where db/seed/demo.sql finds it. */
    private static void offerPayloads(JdbcTemplate jdbc) {
        jdbc.execute(
                "create temporary table demo_payloads (name text primary key, body text) on commit"
                        + " drop");
        try {
            for (var file :
                    new PathMatchingResourcePatternResolver()
                            .getResources("classpath:db/seed/payloads/*")) {
                jdbc.update(
                        "insert into demo_payloads values (?, ?)", file.getFilename(), text(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(JdbcTemplate jdbc, String script) {
        jdbc.execute(text(new ClassPathResource("db/seed/" + script)));
    }

    private static String text(Resource file) {
        try {
            return file.getContentAsString(UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
