package io.pulsegate.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.Gateway;
import io.pulsegate.testing.TestDatabaseConfiguration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;

/** What a browser is given before anybody has signed in. */
@SpringBootTest(classes = Gateway.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(TestDatabaseConfiguration.class)
class PagesTests {

    private static final Pattern SCRIPT = Pattern.compile("src=\"(/assets/[^\"]+\\.js)\"");

    @LocalServerPort int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/login",
                "/integrations/dashboard",
                "/integrations/logs/01a20339-f40e-7261-926c-e85908f98645",
                "/integrations/portals/supplier"
            })
    void everyPageIsTheSameHtmlUnderAStrictPolicy(String path) throws Exception {
        var page = get(path);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(page, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(header(page, "Referrer-Policy")).isEqualTo("same-origin");
        assertThat(header(page, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(header(page, "Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
    }

    @Test
    void noScriptStandsInTheHtml() throws Exception {
        assertThat(get("/").body()).doesNotContainPattern("<script(?![^>]* src=)");
    }

    @Test
    void integrationsLeadToTheDashboard() throws Exception {
        var answer = get("/integrations");
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(header(answer, "Location")).isEqualTo("/integrations/dashboard");
    }

    @Test
    void anAssetIsKeptForeverAndSentCompressed() throws Exception {
        var script = SCRIPT.matcher(get("/").body());
        assertThat(script.find()).isTrue();
        var asset = get(script.group(1));
        assertThat(asset.statusCode()).isEqualTo(200);
        assertThat(header(asset, "Cache-Control")).isEqualTo("max-age=31536000, public, immutable");
        assertThat(header(asset, "Content-Type")).startsWith("text/javascript");
        assertThat(header(asset, "Content-Encoding")).isEqualTo("br");
    }

    @Test
    void aMissingAssetIsNotAPage() throws Exception {
        assertThat(get("/assets/gone.js").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                            .header("Accept-Encoding", "br, gzip")
                            .build();
            return http.send(request, BodyHandlers.ofString());
        }
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
