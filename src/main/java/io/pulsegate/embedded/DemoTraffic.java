package io.pulsegate.embedded;

import io.pulsegate.tenancy.DemoOrg;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Keeps Northwind's page moving: a sender like any other, with Northwind's demo key, through the
 * gateway's own door for events. Begins with the last hours, so that no page is empty.
 */
class DemoTraffic implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(DemoTraffic.class);
    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final Duration PAST_BEAT = Duration.ofMinutes(4);
    private static final int PAST_BEATS = 100;
    private static final int BATCH = 50;

    private final EmbeddedDatabase database;
    private final boolean wanted;
    private final Environment environment;
    private final JsonMapper json = JsonMapper.shared();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final ScheduledExecutorService beats =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("demo-traffic").daemon().factory());

    DemoTraffic(EmbeddedDatabase database, boolean wanted, Environment environment) {
        this.database = database;
        this.wanted = wanted;
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        if (!wanted || environment.getProperty("local.server.port") == null) return;
        beats.execute(() -> tellPast(Instant.now()));
        var _ =
                beats.scheduleWithFixedDelay(
                        () -> tell(beat(Instant.now(), BEAT)),
                        2,
                        BEAT.toSeconds(),
                        TimeUnit.SECONDS);
    }

    /** Beats lie on a grid of their own, so that a restart tells none of them twice. */
    private void tellPast(Instant now) {
        long last = beat(now, PAST_BEAT);
        var events = new ArrayList<Map<String, Object>>();
        for (long beat = last - PAST_BEATS; beat < last; beat++) {
            events.addAll(DemoScenes.at(beat, Instant.ofEpochSecond(beat * PAST_BEAT.toSeconds())));
        }
        for (int from = 0; from < events.size(); from += BATCH) {
            send(events.subList(from, Math.min(events.size(), from + BATCH)));
        }
    }

    private void tell(long beat) {
        send(DemoScenes.at(beat, Instant.ofEpochSecond(beat * BEAT.toSeconds())));
    }

    private static long beat(Instant time, Duration length) {
        return time.getEpochSecond() / length.toSeconds();
    }

    private void send(List<Map<String, Object>> events) {
        if (events.isEmpty()) return;
        try {
            var answer = http.send(request(events), BodyHandlers.ofString());
            if (answer.statusCode() != 202) {
                log.warn("demo traffic refused: {} {}", answer.statusCode(), answer.body());
            }
        } catch (IOException | RuntimeException e) {
            log.debug("demo traffic not sent: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest request(List<Map<String, Object>> events) throws IOException {
        var port = environment.getRequiredProperty("local.server.port");
        return HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/api/integrations/events"))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + key())
                .header("Content-Type", "application/cloudevents-batch+json")
                .POST(BodyPublishers.ofString(json.writeValueAsString(events)))
                .build();
    }

    private String key() throws IOException {
        var name = DemoOrg.NORTHWIND.name().toLowerCase(Locale.ROOT) + " ";
        try (var lines = Files.lines(database.folder().file(DemoKeys.FILE))) {
            return lines.filter(line -> line.startsWith(name))
                    .findFirst()
                    .orElseThrow()
                    .substring(name.length());
        }
    }

    @Override
    public void destroy() {
        beats.shutdownNow();
    }
}
