package io.pulsegate.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

import java.util.regex.Pattern;

/** The page for asking by hand, as files; what it does in a browser is in {@code clients}. */
class GraphiqlTests {

    private static final Pattern ASSET = Pattern.compile("\"(/graphiql/assets/[^\"]+)\"");

    private final WebApplicationContextRunner gateway =
            new WebApplicationContextRunner().withUserConfiguration(Pages.class);

    @Test
    void isServedUnderAPolicyOfItsOwnThatRelaxesNothingForScripts() {
        gateway.run(context -> {
            var policy = header(context, "/graphiql", "Content-Security-Policy");
            assertThat(policy)
                    .contains("default-src 'none'", "script-src 'self';", "connect-src 'self'")
                    .contains("require-trusted-types-for 'script'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe-eval", "http", "blob:", "*");
            assertThat(header(context, "/graphiql", "Cache-Control")).isEqualTo("no-store");
        });
    }

    @Test
    void itsAssetsAreKeptForever() {
        gateway.run(context -> {
            var asset = ASSET.matcher(body(context, "/graphiql"));
            assertThat(asset.find()).isTrue();
            assertThat(header(context, asset.group(1), "Cache-Control"))
                    .isEqualTo("max-age=31536000, public, immutable");
        });
    }

    @Test
    void nothingInItsHtmlComesFromElsewhere() {
        gateway.run(context -> {
            assertThat(body(context, "/graphiql"))
                    .doesNotContain("//")
                    .doesNotContainPattern("<script(?![^>]* src=\"/graphiql/assets/)");
        });
    }

    @Test
    void switchedOffItIsNotThereAndNobodyIsSentThere() {
        gateway.withPropertyValues("pulsegate.graphiql.enabled=false")
                .run(context -> {
                    assertThat(status(context, "/graphiql")).isEqualTo(404);
                    assertThat(status(context, "/graphiql/index.html")).isEqualTo(404);
                    assertThat(body(context, "/")).doesNotContain("graphiql");
                });
        gateway.run(context -> assertThat(body(context, "/")).contains("content=\"/graphiql\""));
    }

    private static String body(WebApplicationContext context, String path) throws Exception {
        return get(context, path).getContentAsString();
    }

    private static int status(WebApplicationContext context, String path) {
        return get(context, path).getStatus();
    }

    private static String header(WebApplicationContext context, String path, String name) {
        return String.valueOf(get(context, path).getHeader(name));
    }

    private static MockHttpServletResponse get(WebApplicationContext context, String path) {
        return MockMvcTester.from(context)
                .get()
                .uri(path)
                .header(HttpHeaders.ACCEPT_ENCODING, "identity")
                .exchange()
                .getResponse();
    }

    @EnableWebMvc
    @Import({AssetRoutes.class, PagesController.class, GraphiqlController.class})
    static class Pages {}
}
