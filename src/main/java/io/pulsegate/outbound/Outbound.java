package io.pulsegate.outbound;

import io.pulsegate.outbound.Reply.Answered;
import io.pulsegate.outbound.Reply.Cause;
import io.pulsegate.outbound.Reply.Failed;

import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.net.ssl.SSLException;

/** Calls others, once each: no redirect, no second try, no cookie, a fresh connection. */
@Component
public class Outbound implements DisposableBean {

    private final OutboundGuard guard;
    private final OutboundProperties properties;
    private final ScheduledThreadPoolExecutor deadlines;
    private @Nullable CloseableHttpClient client;

    Outbound(OutboundGuard guard, OutboundProperties properties) {
        this.guard = guard;
        this.properties = properties;
        this.deadlines =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().name("outbound-deadlines").daemon().factory());
        // an answer in time must not leave its request behind until the deadline
        this.deadlines.setRemoveOnCancelPolicy(true);
    }

    /** Sends, and waits for the answer or for the end of patience. Never throws. */
    public Reply send(Call call) {
        long started = System.nanoTime();
        var late = new AtomicBoolean();
        try {
            guard.check(call.url());
            return send(call, started, late);
        } catch (RefusedTarget refused) {
            return new Failed(Cause.REFUSED, refused.words(), since(started));
        } catch (IOException | RuntimeException e) {
            return late.get() ? tooLate(started) : failed(e, started);
        }
    }

    private Reply send(Call call, long started, AtomicBoolean late) throws IOException {
        var client = client(); // whose making is not the other side's delay
        var request = request(call);
        var deadline =
                deadlines.schedule(
                        () -> {
                            late.set(true);
                            request.abort();
                        },
                        properties.totalTimeout().toMillis(),
                        TimeUnit.MILLISECONDS);
        try (var response = client.executeOpen(null, request, null)) {
            return answered(response, started);
        } finally {
            deadline.cancel(false);
            // closes the connection, so that the rest of a long body is not waited for
            request.abort();
        }
    }

    /**
     * Made when first needed: it reads every certificate authority, and a start would wait for it.
     */
    private synchronized CloseableHttpClient client() {
        var made = client;
        if (made == null) {
            made = OutboundClient.make(guard, properties);
            client = made;
        }
        return made;
    }

    private static HttpUriRequestBase request(Call call) {
        var request = new HttpUriRequestBase(call.method(), call.url());
        call.headers().forEach(request::setHeader);
        var body = call.body();
        if (body != null) {
            request.setEntity(new ByteArrayEntity(body, null));
        }
        return request;
    }

    private Answered answered(ClassicHttpResponse response, long started) throws IOException {
        var body = new byte[0];
        boolean truncated = false;
        var entity = response.getEntity();
        if (entity != null) {
            var stream = entity.getContent();
            body = stream.readNBytes(properties.bodyLimit());
            truncated = body.length == properties.bodyLimit() && stream.read() >= 0;
        }
        var reason = response.getReasonPhrase();
        return new Answered(
                response.getCode(),
                reason == null ? "" : reason,
                headers(response),
                body,
                truncated,
                since(started));
    }

    private static Map<String, String> headers(ClassicHttpResponse response) {
        var headers = new HashMap<String, String>();
        for (var header : response.getHeaders()) {
            headers.putIfAbsent(
                    header.getName().toLowerCase(Locale.ROOT), String.valueOf(header.getValue()));
        }
        return headers;
    }

    private Failed failed(Exception e, long started) {
        var took = since(started);
        return switch (e) {
            case UnknownHostException _ ->
                    new Failed(Cause.UNKNOWN_HOST, "The host name is not known.", took);
            case ConnectTimeoutException _ ->
                    new Failed(
                            Cause.TIMEOUT,
                            "No connection after " + words(properties.connectTimeout()) + ".",
                            took);
            case HttpHostConnectException _ ->
                    new Failed(Cause.UNREACHABLE, "The connection was refused.", took);
            case SSLException _ ->
                    new Failed(Cause.UNREACHABLE, "No trusted TLS connection.", took);
            case SocketTimeoutException _ ->
                    new Failed(
                            Cause.TIMEOUT,
                            "No answer for " + words(properties.readTimeout()) + ".",
                            took);
            default -> new Failed(Cause.BROKEN, "The connection broke.", took);
        };
    }

    private Failed tooLate(long started) {
        return new Failed(
                Cause.TIMEOUT,
                "No whole answer after " + words(properties.totalTimeout()) + ".",
                since(started));
    }

    private static String words(Duration span) {
        return span.toMillis() % 1000 == 0 ? span.toSeconds() + " s" : span.toMillis() + " ms";
    }

    private static Duration since(long started) {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    @Override
    public synchronized void destroy() throws IOException {
        deadlines.shutdownNow();
        if (client != null) client.close();
    }
}
