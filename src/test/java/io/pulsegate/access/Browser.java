package io.pulsegate.access;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Somebody at an address of his own who keeps cookies: a browser, or curl with a jar. */
final class Browser {

    private static final AtomicInteger ADDRESSES = new AtomicInteger(256);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> headers = new TreeMap<>();
    private final Map<String, String> cookies = new TreeMap<>();
    private final int port;

    Browser(int port) {
        this.port = port;
        int address = ADDRESSES.incrementAndGet();
        headers.put("X-Forwarded-For", "203.0." + address / 256 + "." + address % 256);
    }

    static String basic(String email, String password) {
        var text = (email + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(text);
    }

    Browser with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    Browser without(String header) {
        headers.remove(header);
        return this;
    }

    Map<String, String> cookies() {
        return cookies;
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).GET(), Map.of());
    }

    HttpResponse<String> post(String path, Map<String, String> form) {
        return send(post(uri(path), form), Map.of());
    }

    /** With the token that a page of ours would read from its cookie and send along. */
    HttpResponse<String> postFromOurPage(String path, Map<String, String> form) {
        if (!cookies.containsKey("XSRF-TOKEN")) {
            get("/api/session");
        }
        return send(
                post(uri(path), form),
                Map.of("X-XSRF-TOKEN", cookies.getOrDefault("XSRF-TOKEN", "")));
    }

    HttpResponse<String> signIn(String email, String password) {
        return postFromOurPage("/login", Map.of("username", email, "password", password));
    }

    private static HttpRequest.Builder post(URI uri, Map<String, String> form) {
        var body =
                form.entrySet().stream()
                        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request, Map<String, String> more) {
        headers.forEach(request::header);
        more.forEach(request::header);
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return response;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void keep(String setCookie) {
        var pair = setCookie.split(";", 2)[0].split("=", 2);
        if (setCookie.contains("Max-Age=0")) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
