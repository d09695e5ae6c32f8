package io.pulsegate.embedded;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/** The last thing the log says after a start: where to look, and as whom. */
class Welcome {

    private static final Logger log = LoggerFactory.getLogger(Welcome.class);

    private final EmbeddedDatabase database;
    private final Environment environment;

    Welcome(EmbeddedDatabase database, Environment environment) {
        this.database = database;
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    void say() {
        var port = environment.getProperty("local.server.port");
        if (port == null) return;
        log.info(text("http://localhost:" + port));
    }

    private String text(String url) {
        var folder = database.folder();
        return """

            Pulsegate is ready, with demo data in %2$s

              Dashboard  %1$s/integrations/dashboard
              GraphQL    %1$s/graphql%5$s
              REST       %1$s/api/integrations/dashboard
                         %1$s/api/integrations/health

              Acme       admin@acme.example  it@acme.example  user@acme.example  viewer@acme.example
              Globex     admin@globex.example
              Northwind  admin@northwind.example
                         the password of each is: demo
              API keys   %3$s

              Database   127.0.0.1:%4$d, database pulsegate; passwords lie in the data folder
        """
                .formatted(
                        url,
                        folder.path(),
                        folder.file(DemoKeys.FILE),
                        database.port(),
                        graphiql(url))
                .stripTrailing();
    }

    private String graphiql(String url) {
        var enabled = environment.getProperty("pulsegate.graphiql.enabled", Boolean.class, true);
        return enabled ? "\n      GraphiQL   " + url + "/graphiql" : "";
    }
}
