package io.pulsegate.web;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** GraphiQL, as {@code clients/graphiql} builds it. Not below {@code static}: off is off. */
@Controller
class GraphiqlController {

    /**
     * The pages' policy, and what Monaco, its editor, cannot do without:
     *
     * <ul>
     *   <li>style: it writes its themes as style elements and places each line by a style
     *       attribute; a style that somebody smuggled in could still send nothing away
     *   <li>worker: it checks a question in one
     *   <li>font: its icons are one
     *   <li>img: it draws its marks as data:, in its own stylesheet
     *   <li>trusted types: it makes lines of text, and GraphiQL descriptions; both go through the
     *       one policy of our page, which lets no address of a script pass but our own
     * </ul>
     */
    private static final String[] POLICY = {
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "worker-src 'self'",
        "font-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types default dompurify"
    };

    private final Page page = Page.read("graphiql/index.html", POLICY);
    private final GraphiqlProperties graphiql;

    GraphiqlController(GraphiqlProperties graphiql) {
        this.graphiql = graphiql;
    }

    @GetMapping({"/graphiql", "/graphiql/"})
    ResponseEntity<String> page(HttpServletRequest request) throws NoResourceFoundException {
        if (!graphiql.enabled()) {
            var path = request.getRequestURI();
            throw new NoResourceFoundException(HttpMethod.GET, path, path);
        }
        return page.answer();
    }
}
