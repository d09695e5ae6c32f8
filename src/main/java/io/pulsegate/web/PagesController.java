package io.pulsegate.web;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

import java.net.URI;

/**
 * One HTML for every page: which one to show, it reads off the address. It holds no data, so who
 * asks does not matter here.
 */
@Controller
class PagesController {

    /** Only our own scripts, styles and questions; nobody frames us; no text becomes a script. */
    private static final String[] POLICY = {
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'"
    };

    /** The dashboard offers its questions where this line names a page for them. */
    private static final String GRAPHIQL = "<meta name=\"graphiql\" content=\"/graphiql\" />";

    private final Page page;

    PagesController(GraphiqlProperties graphiql) {
        var full = Page.read("static/index.html", POLICY);
        page =
                graphiql.enabled()
                        ? full
                        : new Page(full.html().replace(GRAPHIQL, ""), full.policy());
    }

    @GetMapping({"/", "/index.html", "/login", "/integrations/{*page}"})
    ResponseEntity<String> page() {
        return page.answer();
    }

    @GetMapping({"/integrations", "/integrations/"})
    ResponseEntity<Void> overview() {
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create("/integrations/dashboard"))
                .build();
    }
}
