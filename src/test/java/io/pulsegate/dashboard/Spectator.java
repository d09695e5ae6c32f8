package io.pulsegate.dashboard;

import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pulsegate.access.Admission;
import io.pulsegate.access.Role;
import io.pulsegate.access.Viewer;
import io.pulsegate.faults.Fault;
import io.pulsegate.live.Answer;
import io.pulsegate.live.Watch;
import io.pulsegate.live.Watcher;
import io.pulsegate.testing.TestOrg;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody who watches in process, where a door would stand. */
final class Spectator implements Watcher, AutoCloseable {

    final TestOrg org;
    final List<Answer> heard = new CopyOnWriteArrayList<>();
    volatile @Nullable Fault dismissed;
    private final Watch watch;

    /** With the grants of an administrator, whose credential nothing ends. */
    Spectator(LiveDashboards live, TestOrg org, String document) {
        this.org = org;
        var user = new Viewer.User(UUID.randomUUID(), "somebody", Role.ADMIN);
        var viewer = new Viewer(org.id(), user, Role.ADMIN.grants());
        var admission = new Admission(viewer, Long.MAX_VALUE, Instant.MAX, Optional::empty);
        watch = live.watch(admission, new LiveRequest(document, null, Map.of(), Map.of()), this);
    }

    @Override
    public void answer(Answer answer) {
        heard.add(answer);
    }

    @Override
    public void end(@Nullable Fault why) {
        dismissed = why;
    }

    /** The update with this number, counted from 0. */
    JsonNode update(int number) {
        if (heard.size() <= number) {
            await().atMost(Duration.ofSeconds(30)).until(() -> heard.size() > number);
        }
        return json(heard.get(number)).at("/data/dashboardUpdates");
    }

    boolean heard(String text) {
        return heard.stream().anyMatch(answer -> new String(answer.json(), UTF_8).contains(text));
    }

    JsonNode newest() {
        return json(heard.getLast()).at("/data/dashboardUpdates");
    }

    static JsonNode json(Answer answer) {
        return JsonMapper.shared().readTree(answer.bytes());
    }

    @Override
    public void close() {
        watch.close();
    }
}
