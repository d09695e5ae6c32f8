package io.pulsegate.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pulsegate.outbound.Reply.Answered;
import io.pulsegate.outbound.Reply.Cause;
import io.pulsegate.outbound.Reply.Failed;
import io.pulsegate.testing.Receiver;

import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** Calls, and those that are not made: a listener on the loopback address says which. */
class OutboundTests {

    private final Receiver receiver = new Receiver().at("/", Receiver.says(200, "hello"));
    private final Names names = new Names();
    private final Outbound outbound =
            outbound(List.of(receiver.origin()), Set.of(443, receiver.origin().getPort()));

    @AfterEach
    void close() throws IOException {
        outbound.destroy();
        receiver.close();
    }

    @Test
    void tellsWhatWasAnswered() {
        receiver.at("/there", Receiver.says(202, "thanks", "X-Request-Id", "7"));
        var call =
                Call.post(
                        URI.create(receiver.url("/there")),
                        Map.of("content-type", "text/plain", "webhook-id", "msg_1"),
                        "body".getBytes(UTF_8));
        assertThat(outbound.send(call))
                .asInstanceOf(type(Answered.class))
                .satisfies(answer -> {
                    assertThat(answer.status()).isEqualTo(202);
                    assertThat(answer.headers()).containsEntry("x-request-id", "7");
                    assertThat(new String(answer.body(), UTF_8)).isEqualTo("thanks");
                    assertThat(answer.truncated()).isFalse();
                });
        var received = receiver.at("/there").getFirst();
        assertThat(received.body()).isEqualTo("body");
        assertThat(received.header("webhook-id")).isEqualTo("msg_1");
        assertThat(received.header("content-type")).isEqualTo("text/plain");
    }

    /** Nobody vouched for these; the port alone would be right. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1:%d/",
                "https://localhost:%d/",
                "https://2130706433:%d/",
                "https://0x7f.1:%d/",
                "https://0:%d/",
                "https://[::1]:%d/",
                "https://[::ffff:127.0.0.1]:%d/",
                "https://inside.example:%d/",
                "https://half.example:%d/",
                "http://inside.example:%d/",
                "ftp://127.0.0.1:%d/",
                "file:///etc/passwd",
                "https://user:secret@127.0.0.1:%d/",
                "https://127.0.0.1:22/",
                "https:/127.0.0.1:%d/",
                "/relative"
            })
    void connectsToNothingInside(String url) throws IOException {
        var strict = outbound(List.of(), Set.of(443, receiver.origin().getPort()));
        var reply = strict.send(Call.get(URI.create(url.formatted(receiver.origin().getPort()))));
        assertThat(reply)
                .asInstanceOf(type(Failed.class))
                .satisfies(failed ->
                        assertThat(failed.cause()).isIn(Cause.REFUSED, Cause.UNKNOWN_HOST));
        assertThat(receiver.received).isEmpty();
        strict.destroy();
    }

    @Test
    void asksForANameOnceAndCallsWhatItHeard() {
        names.answers.put("rebinding.example", new ArrayList<>(List.of("127.0.0.1", "10.0.0.1")));
        var vouched =
                outbound(List.of(URI.create("http://rebinding.example:" + port())), Set.of(443));
        var reply = vouched.send(Call.get(URI.create("http://rebinding.example:" + port() + "/")));
        assertThat(reply).isInstanceOf(Answered.class);
        assertThat(names.answers.get("rebinding.example")).containsExactly("10.0.0.1");
        assertThat(receiver.at("/").getFirst().header("host"))
                .isEqualTo("rebinding.example:" + port());
    }

    @Test
    void looksAgainAtTheNextCall() {
        names.answers.put("moving.example", new ArrayList<>(List.of("127.0.0.1")));
        var guarded = outbound(List.of(), Set.of(443, port()));
        assertThat(guarded.send(Call.get(URI.create("https://moving.example:" + port() + "/"))))
                .asInstanceOf(type(Failed.class))
                .extracting(Failed::cause)
                .isEqualTo(Cause.REFUSED);
        assertThat(guarded.send(Call.get(URI.create("https://moving.example:" + port() + "/"))))
                .asInstanceOf(type(Failed.class))
                .extracting(Failed::cause)
                .isEqualTo(Cause.UNKNOWN_HOST);
    }

    @Test
    void followsNoRedirect() {
        receiver.at("/away", Receiver.says(302, "", "Location", receiver.url("/elsewhere")));
        assertThat(outbound.send(Call.get(URI.create(receiver.url("/away")))))
                .asInstanceOf(type(Answered.class))
                .extracting(Answered::status)
                .isEqualTo(302);
        assertThat(receiver.at("/elsewhere")).isEmpty();
    }

    @Test
    void readsNoMoreThanAgreed() {
        receiver.at(
                "/long",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    for (int i = 0; i < 1_000; i++)
                        exchange.getResponseBody().write(new byte[65_536]);
                });
        assertThat(outbound.send(Call.get(URI.create(receiver.url("/long")))))
                .asInstanceOf(type(Answered.class))
                .satisfies(answer -> {
                    assertThat(answer.body()).hasSize(1024);
                    assertThat(answer.truncated()).isTrue();
                });
    }

    @Test
    void doesNotUnpack() {
        receiver.at("/packed", Receiver.says(200, "not really", "Content-Encoding", "gzip"));
        assertThat(outbound.send(Call.get(URI.create(receiver.url("/packed")))))
                .asInstanceOf(type(Answered.class))
                .satisfies(answer ->
                        assertThat(new String(answer.body(), UTF_8)).isEqualTo("not really"));
    }

    @Test
    void givesUpOnWhoSaysNothing() {
        var never = new CountDownLatch(1);
        receiver.at("/silent", _ -> await(never));
        assertThat(outbound.send(Call.get(URI.create(receiver.url("/silent")))))
                .asInstanceOf(type(Failed.class))
                .extracting(Failed::cause)
                .isEqualTo(Cause.TIMEOUT);
        never.countDown();
    }

    /** Each byte comes in time, and the whole would never end. */
    @Test
    void givesUpOnWhoDripsForEver() {
        var never = new CountDownLatch(1);
        receiver.at(
                "/drip",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    while (!await(never, Duration.ofMillis(50))) {
                        exchange.getResponseBody().write('.');
                        exchange.getResponseBody().flush();
                    }
                });
        assertThat(outbound.send(Call.get(URI.create(receiver.url("/drip")))))
                .asInstanceOf(type(Failed.class))
                .satisfies(failed -> {
                    assertThat(failed.cause()).isEqualTo(Cause.TIMEOUT);
                    assertThat(failed.words()).isEqualTo("No whole answer after 900 ms.");
                });
        never.countDown();
    }

    @Test
    void saysWhenNobodyIsThere() {
        var gone = new Receiver();
        var origin = gone.origin();
        gone.close();
        assertThat(outbound(List.of(origin), Set.of(443)).send(Call.get(origin)))
                .asInstanceOf(type(Failed.class))
                .extracting(Failed::cause)
                .isEqualTo(Cause.UNREACHABLE);
    }

    private int port() {
        return receiver.origin().getPort();
    }

    private Outbound outbound(List<URI> trusted, Set<Integer> ports) {
        var properties =
                new OutboundProperties(
                        ports,
                        trusted,
                        Duration.ofMillis(500),
                        Duration.ofMillis(500),
                        Duration.ofMillis(900),
                        1024);
        return new Outbound(new OutboundGuard(properties, List.of(), names), properties);
    }

    private static void await(CountDownLatch latch) {
        await(latch, Duration.ofMinutes(1));
    }

    private static boolean await(CountDownLatch latch, Duration span) {
        try {
            return latch.await(span.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    /** Answers a name once with each of its lines, then not at all; anything else as the system. */
    private static final class Names implements DnsResolver {

        final Map<String, List<String>> answers = new HashMap<>();

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return switch (host) {
                case "inside.example" -> addresses("10.0.0.1");
                case "half.example" -> addresses("1.1.1.1", "127.0.0.1");
                default -> scripted(host);
            };
        }

        private InetAddress[] scripted(String host) throws UnknownHostException {
            var lines = answers.get(host);
            if (lines == null) return InetAddress.getAllByName(host);
            if (lines.isEmpty()) throw new UnknownHostException(host);
            return addresses(lines.removeFirst());
        }

        private static InetAddress[] addresses(String... texts) {
            return java.util.Arrays.stream(texts)
                    .map(InetAddress::ofLiteral)
                    .toArray(InetAddress[]::new);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
