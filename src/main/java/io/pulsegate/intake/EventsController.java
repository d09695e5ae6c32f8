package io.pulsegate.intake;

import io.pulsegate.access.Viewer;
import io.pulsegate.access.ViewerAuthentication;
import io.pulsegate.faults.Fault;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.util.List;

/** The door for events. */
@RestController
@ConditionalOnWebApplication
class EventsController {

    private final EventReader reader;
    private final Intake intake;
    private final BodyRoom room;

    EventsController(EventReader reader, Intake intake, BodyRoom room) {
        this.reader = reader;
        this.intake = intake;
        this.room = room;
    }

    /**
     * A batch is answered item by item; a single event that cannot be stored is a fault of the
     * whole request, since most senders look at the status alone.
     */
    @PostMapping(IntakePaths.EVENTS)
    ResponseEntity<Receipt> take(
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable String integration)
            throws IOException, HttpMediaTypeNotSupportedException {
        if (integration != null && IntegrationNames.named(integration).isEmpty()) {
            throw new Fault.Invalid(
                    "No integration is called what the parameter integration says.");
        }
        var viewer = viewer();
        try (var _ = room.hold(viewer.org(), request)) {
            var read = reader.read(request);
            var items = intake.take(viewer.org(), Actor.of(viewer), read.sent(), integration);
            if (!read.batch()) refuse(items);
            return ResponseEntity.accepted()
                    .cacheControl(CacheControl.noStore())
                    .body(Receipt.of(items));
        }
    }

    private static void refuse(List<Receipt.Item> items) {
        var only = items.getFirst();
        if (only.code() != null) {
            throw new Fault.Invalid(only.code() + ": " + only.message());
        }
    }

    private static Viewer viewer() {
        return ViewerAuthentication.viewer(SecurityContextHolder.getContext().getAuthentication());
    }
}
