package io.pulsegate.connections;

import io.pulsegate.access.Grant;
import io.pulsegate.access.Viewer;
import io.pulsegate.audit.Reason;
import io.pulsegate.faults.Input;
import io.pulsegate.sections.Reading;
import io.pulsegate.sections.SectionKey;

import org.dataloader.DataLoader;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** What an ADMIN sets: connections, and whether they answer. */
@Controller
class SettingsController {

    private final Switchboard switchboard;
    private final Prober prober;

    SettingsController(Switchboard switchboard, Prober prober) {
        this.switchboard = switchboard;
        this.prober = prober;
    }

    @MutationMapping
    CompletableFuture<Integration> addConnection(
            @Argument NewConnection input,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        viewer.require(Grant.MANAGE);
        return connection(switchboard.add(viewer, input), viewer, sections);
    }

    @MutationMapping
    CompletableFuture<Integration> changeConnection(
            @Argument String id,
            @Argument ConnectionChange input,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        viewer.require(Grant.MANAGE);
        var connection = Input.id(id, "connection");
        switchboard.change(viewer, connection, input);
        return connection(connection, viewer, sections);
    }

    @MutationMapping
    CompletableFuture<Integration> enableConnection(
            @Argument String id,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        viewer.require(Grant.MANAGE);
        var connection = Input.id(id, "connection");
        switchboard.switchTo(viewer, connection, true, null);
        return connection(connection, viewer, sections);
    }

    @MutationMapping
    CompletableFuture<Integration> disableConnection(
            @Argument String id,
            @Argument String reason,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        viewer.require(Grant.MANAGE);
        var connection = Input.id(id, "connection");
        switchboard.switchTo(viewer, connection, false, Reason.of(reason));
        return connection(connection, viewer, sections);
    }

    @MutationMapping
    boolean removeConnection(
            @Argument String id, @Argument String reason, @ContextValue Viewer viewer) {
        viewer.require(Grant.MANAGE);
        switchboard.remove(viewer, Input.id(id, "connection"), Reason.of(reason));
        return true;
    }

    @MutationMapping
    CompletableFuture<Integration> probeConnection(
            @Argument String id,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        viewer.require(Grant.MANAGE);
        var connection = Input.id(id, "connection");
        prober.now(viewer, connection);
        return connection(connection, viewer, sections);
    }

    private static CompletableFuture<Integration> connection(
            UUID id, Viewer viewer, DataLoader<SectionKey<?, ?>, Reading> sections) {
        return ConnectionsController.one(viewer.org(), id, sections)
                .thenApply(found ->
                        found.nodes().stream()
                                .findFirst()
                                .orElseThrow(() -> Input.unknown("connection")));
    }
}
