package io.pulsegate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.pulsegate.access.ApiKeyFormat;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestDatabaseConfiguration;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who pushes at every door of HTTP, one after the other. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(TestDatabaseConfiguration.class)
class DoorSweepTests {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** What tells of our parts: their names, versions and traces. */
    private static final String TELLTALE =
            "(?i)tomcat|coyote|spring|jakarta|java\\.|exception|\\tat |postgres|jackson|<html";

    @LocalServerPort int port;
    private final TestOrg acme;
    private final String key = ApiKeyFormat.generate();

    DoorSweepTests(@Autowired TestDatabase database) {
        acme = TestOrg.create(database, "Acme");
        acme.key(key, "dashboard:read", "events:write", "work:claim", "metrics:read");
    }

    static Stream<Arguments> whatAForeignPageCanMakeABrowserSend() {
        var json =
                "{\"query\": \"mutation { addConnection(input: {type: COMARCH, name: \\\"evil\\\"})"
                        + " { id } }\"}";
        return Stream.of(
                        arguments("text/plain", json),
                        arguments("", json),
                        arguments("application/x-www-form-urlencoded", "query=" + json),
                        arguments("application/x-www-form-urlencoded", json + "=\"}"),
                        arguments(
                                "multipart/form-data; boundary=b",
                                "--b\r\nContent-Disposition: form-data; name=\"operations\"\r\n\r\n"
                                        + json
                                        + "\r\n--b--\r\n"),
                        arguments("application/json", json))
                .flatMap(sent ->
                        Stream.of("", "Origin: https://evil.example", "Sec-Fetch-Site: cross-site")
                                .map(from -> arguments(sent.get()[0], sent.get()[1], from)));
    }

    @ParameterizedTest
    @MethodSource("whatAForeignPageCanMakeABrowserSend")
    void doesNothingForAForeignPageThatUsesTheCookie(String type, String body, String from)
            throws Exception {
        var browser = signedIn();
        var request = request("/graphql").POST(BodyPublishers.ofString(body));
        request.header("Cookie", browser.cookies());
        if (!type.isEmpty()) request.header("Content-Type", type);
        if (!from.isEmpty()) request.header(from.split(": ", -1)[0], from.split(": ", -1)[1]);
        assertThat(send(request).statusCode()).isIn(400, 403, 415);
        assertThat(connections()).isZero();
    }

    @Test
    void doesForOurOwnPageWhatItAsks() throws Exception {
        var browser = signedIn();
        var body =
                "{\"query\": \"mutation { addConnection(input: {type: COMARCH, name: \\\"ours\\\"})"
                        + " { id } }\"}";
        var answer =
                send(
                        json("/graphql", body)
                                .header("Cookie", browser.cookies())
                                .header("X-XSRF-TOKEN", browser.token())
                                .header("Origin", "http://127.0.0.1:" + port));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(connections()).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/index.html",
                "/login",
                "/integrations/dashboard",
                "/integrations/x/y",
                "/graphiql",
                "/graphiql/"
            })
    void givesEveryPageAStrictPolicy(String path) throws Exception {
        var page = send(request(path));
        assertThat(page.statusCode()).isEqualTo(200);
        var policy = policy(header(page, "Content-Security-Policy"));
        assertThat(policy)
                .containsEntry("default-src", "'none'")
                .containsEntry("script-src", "'self'")
                .containsEntry("connect-src", "'self'")
                .containsEntry("frame-ancestors", "'none'")
                .containsEntry("base-uri", "'none'")
                .containsEntry("require-trusted-types-for", "'script'")
                .containsKeys("form-action", "trusted-types");
        assertThat(policy.values()).noneMatch(sources -> sources.matches(".*(eval|http|\\*).*"));
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(page, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(header(page, "Referrer-Policy")).isEqualTo("same-origin");
        assertThat(header(page, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
    }

    private static Map<String, String> policy(String text) {
        return Stream.of(text.split("; ", -1))
                .map(directive -> directive.split(" ", 2))
                .collect(Collectors.toMap(named -> named[0], named -> named[1]));
    }

    @ParameterizedTest
    @CsvSource({
        "/graphql?query=%7B__typename%7D, no-store",
        "/api/session, no-store",
        "/api/integrations/dashboard, private",
        "/api/integrations/health, private",
        "/health, private",
        "/api/integrations/metrics, no-store",
        "/api/integrations/events, no-store",
        "/api/unheard-of, no-store",
        "/unheard-of, no-store"
    })
    void letsNobodyKeepData(String path, String said) throws Exception {
        var answer = send(request(path).header("Authorization", "Bearer " + key));
        assertThat(header(answer, "Cache-Control")).contains(said).doesNotContain("public");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator",
                "/actuator/",
                "/actuator/env",
                "/actuator/heapdump",
                "/actuator/beans",
                "/actuator/prometheus",
                "/actuator/health",
                "/actuator/mappings",
                "/actuator/health/db",
                "/Actuator/Env",
                "/graphql/schema",
                "/graphql/",
                "/GraphQL",
                "/graphql.json",
                "/playground",
                "/altair",
                "/voyager",
                "/v1/graphql",
                "/console",
                "/h2-console",
                "/swagger-ui.html",
                "/swagger-ui/index.html",
                "/v3/api-docs",
                "/.env",
                "/.git/config",
                "/admin",
                "/manager/html",
                "/server-status",
                "/WEB-INF/web.xml",
                "/META-INF/MANIFEST.MF",
                "/static/index.html",
                "/index.html/",
                "/login/",
                "/error.json",
                "/trace",
                "/jolokia",
                "/metrics",
                "/info",
                "/robots.txt/x",
                "/application.yaml",
                "/db/seed/demo.sql"
            })
    void hasNothingWhereOthersHaveSomething(String path) throws Exception {
        for (var request :
                Stream.of(request(path), request(path).header("Authorization", "Bearer " + key))
                        .toList()) {
            var answer = send(request);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.body()).contains("\"code\":\"NOT_FOUND\"");
            assertThat(answer.body()).doesNotContainPattern(TELLTALE);
        }
    }

    static Stream<Arguments> requestsThatAreRefused() {
        var question = "{\"query\": \"{ __typename }\"}";
        return Stream.of(
                arguments(400, "POST", "/graphql", "application/json", "{"),
                arguments(400, "POST", "/graphql", "application/json", "[" + question + "]"),
                arguments(400, "POST", "/graphql", "application/json", "[[[[".repeat(20_000)),
                arguments(
                        400, "POST", "/graphql", "application/json", "{\"a\":" + "1".repeat(2_000)),
                arguments(400, "POST", "/graphql", "application/json;charset=nonsense", question),
                arguments(400, "POST", "/graphql", "nonsense", question),
                arguments(
                        400,
                        "POST",
                        "/api/integrations/events",
                        "application/cloudevents+json",
                        "{"),
                arguments(400, "GET", "/graphql?variables=%7B&query=%7B__typename%7D", "", ""),
                arguments(404, "GET", "/api/unheard-of", "", ""),
                arguments(404, "DELETE", "/unheard-of", "", ""),
                arguments(405, "PUT", "/graphql", "application/json", question),
                arguments(405, "DELETE", "/graphql", "", ""),
                arguments(405, "PATCH", "/api/integrations/dashboard", "application/json", "{}"),
                arguments(405, "POST", "/health", "application/json", "{}"),
                arguments(405, "GET", "/api/integrations/events", "", ""),
                arguments(413, "POST", "/graphql", "application/json", " ".repeat(262_145)),
                arguments(413, "POST", "/graphql", "text/plain", " ".repeat(262_145)),
                arguments(
                        413,
                        "POST",
                        "/api/integrations/work/claim",
                        "application/json",
                        " ".repeat(262_145)),
                arguments(415, "POST", "/graphql", "text/plain", question),
                arguments(415, "POST", "/graphql", "application/xml", "<a/>"),
                arguments(415, "POST", "/graphql", "multipart/form-data; boundary=b", "--b--"),
                arguments(415, "POST", "/api/integrations/work/claim", "text/plain", "{}"));
    }

    @ParameterizedTest
    @MethodSource("requestsThatAreRefused")
    void saysInJsonWhatIsWrongAndNothingElse(
            int status, String method, String path, String type, String body) throws Exception {
        var request = request(path).method(method, BodyPublishers.ofString(body));
        if (!type.isEmpty()) request.header("Content-Type", type);
        refused(send(request.header("Authorization", "Bearer " + key)), status);
    }

    /** A stream's length is not known: it goes in chunks. */
    @ParameterizedTest
    @CsvSource({
        "/graphql, application/json, 413",
        "/graphql, application/x-www-form-urlencoded, 415",
        "/graphql, multipart/form-data; boundary=b, 415",
        "/api/integrations/work/claim, application/json, 413"
    })
    void readsNoMoreThanItMustOfABodyWhoseLengthIsNotAnnounced(String path, String type, int status)
            throws Exception {
        var body =
                (type.startsWith("multi")
                                ? "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n"
                                : "")
                        + " ".repeat(BodyLimit.BYTES + 1);
        var request =
                request(path)
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", type)
                        .POST(
                                BodyPublishers.ofInputStream(
                                        () -> new ByteArrayInputStream(body.getBytes(UTF_8))));
        refused(send(request), status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "image/png", "application/xml;q=0.9"})
    void saysWhatItCanAnswerWith(String accepted) throws Exception {
        var request =
                json("/graphql", "{\"query\": \"{ __typename }\"}").setHeader("Accept", accepted);
        refused(send(request.header("Authorization", "Bearer " + key)), 406);
    }

    private static void refused(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(header(answer, "Content-Type")).containsPattern("application/(problem\\+)?json");
        assertThat(header(answer, "Cache-Control")).contains("no-store");
        assertThat(answer.body()).contains("\"code\":\"").doesNotContainPattern(TELLTALE);
        assertThat(answer.headers().map()).doesNotContainKeys("server", "x-powered-by");
    }

    /** Each ends as if it were all; what follows it on the connection must not be a request. */
    static Stream<Arguments> framesThatLie() {
        var graphql =
                "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
        var get = "GET /livez HTTP/1.1\r\nHost: localhost\r\n";
        return Stream.of(
                arguments(
                        "two lengths",
                        graphql + "Content-Length: 2\r\nContent-Length: 4\r\n\r\n{}"),
                arguments(
                        "a length and chunks",
                        graphql
                                + "Content-Length: 4\r\n"
                                + "Transfer-Encoding: chunked\r\n\r\n"
                                + "0\r\n\r\n"),
                arguments("a negative length", graphql + "Content-Length: -1\r\n\r\n{}"),
                arguments("a signed length", graphql + "Content-Length: +2\r\n\r\n{}"),
                arguments("a length that is none", graphql + "Content-Length: 0x2\r\n\r\n{}"),
                arguments(
                        "a length beyond numbers",
                        graphql + "Content-Length: 99999999999999999999\r\n\r\n{}"),
                arguments(
                        "an unknown encoding",
                        graphql + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
                arguments(
                        "an encoding behind chunks",
                        graphql + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"),
                arguments(
                        "two encodings",
                        graphql
                                + "Transfer-Encoding: chunked\r\n"
                                + "Transfer-Encoding: x\r\n\r\n"
                                + "0\r\n\r\n"),
                arguments(
                        "a chunk that is no number",
                        graphql + "Transfer-Encoding: chunked\r\n\r\nz\r\n{}\r\n0\r\n\r\n"),
                arguments("a blank before the colon", get + "Content-Length : 2\r\n\r\n{}"),
                arguments("a header without a colon", get + "nonsense\r\n\r\n"),
                arguments("a NUL in a header", get + "X-A: b\0c\r\n\r\n"),
                arguments("no host", "GET /livez HTTP/1.1\r\n\r\n"),
                arguments("two hosts", get + "Host: evil.example\r\n\r\n"),
                arguments(
                        "another address's host",
                        "GET http://evil.example/livez HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                arguments("an unknown version", "GET /livez HTTP/9.9\r\nHost: localhost\r\n\r\n"),
                arguments("a method of nonsense", "G@T /livez HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                arguments("101 headers", get + "X-A: b\r\n".repeat(101) + "\r\n"),
                arguments("a header of 9 KB", get + "X-A: " + "b".repeat(9_000) + "\r\n\r\n"));
    }

    @ParameterizedTest
    @MethodSource("framesThatLie")
    void answersOnceAndHangsUpOn(String what, String request) throws Exception {
        var answer = raw(request + "GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(answer).as(what).startsWith("HTTP/1.1 ");
        assertThat(answer.split("HTTP/1.1 \\d", -1)).as(answer).hasSize(2);
        assertThat(answer).doesNotContain(" 200 ").doesNotContainPattern(TELLTALE);
    }

    /** All that comes back until the other side hangs up. */
    private String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            var answer = new StringBuilder();
            try {
                for (int octet; (octet = socket.getInputStream().read()) >= 0; ) {
                    answer.append((char) octet);
                }
            } catch (SocketException reset) {
                // hung up on with something unread
            }
            return answer.toString();
        }
    }

    private record Browser(String cookies, String token) {}

    private Browser signedIn() throws Exception {
        var email = UUID.randomUUID() + "@acme.example";
        acme.user(email, "ADMIN");
        var token = cookie(send(request("/login")), "XSRF-TOKEN");
        var login =
                request("/login")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Cookie", "XSRF-TOKEN=" + token)
                        .header("X-XSRF-TOKEN", token)
                        .POST(BodyPublishers.ofString("username=" + email + "&password=demo"));
        var session = cookie(send(login), "pulsegate-session");
        return new Browser("XSRF-TOKEN=" + token + "; pulsegate-session=" + session, token);
    }

    private static String cookie(HttpResponse<?> answer, String name) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(name + "="))
                .map(cookie -> cookie.substring(name.length() + 1).split(";", 2)[0])
                .findFirst()
                .orElseThrow();
    }

    private int connections() {
        return acme.inOrg(jdbc ->
                jdbc.sql("select count(*) from integration_connections")
                        .query(Integer.class)
                        .single());
    }

    private HttpRequest.Builder json(String path, String body) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
