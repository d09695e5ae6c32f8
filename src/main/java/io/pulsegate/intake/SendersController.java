package io.pulsegate.intake;

import io.pulsegate.access.Grant;
import io.pulsegate.access.Viewer;
import io.pulsegate.faults.Fault;
import io.pulsegate.integrations.IntegrationType;

import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

import java.util.List;
import java.util.UUID;

/** Who may send us webhooks, as administrators set it up. */
@Controller
class SendersController {

    private static final int LONGEST_NAME = 200;

    /** Longer than a week, two secrets are two secrets. */
    private static final int LONGEST_OVERLAP_HOURS = 168;

    private final WebhookSenders senders;

    SendersController(WebhookSenders senders) {
        this.senders = senders;
    }

    @MutationMapping
    NewWebhookSender addWebhookSender(
            @ContextValue Viewer viewer,
            @Argument String name,
            @Argument IntegrationType integration) {
        viewer.require(Grant.MANAGE);
        if (name.isBlank() || name.length() > LONGEST_NAME || name.indexOf('\0') >= 0) {
            throw new Fault.Invalid("A name has 1 to 200 characters.");
        }
        return senders.add(viewer, name.strip(), integration.code());
    }

    @QueryMapping
    List<ListedSender> webhookSenders(@ContextValue Viewer viewer) {
        return senders.all(viewer.org());
    }

    @MutationMapping
    NewWebhookSender rotateWebhookSenderSecret(
            @ContextValue Viewer viewer, @Argument String id, @Argument int overlapHours) {
        viewer.require(Grant.MANAGE);
        if (overlapHours < 0 || overlapHours > LONGEST_OVERLAP_HOURS) {
            throw new Fault.Invalid("`overlapHours` must be 0 to 168.");
        }
        return senders.rotate(viewer, senderId(id), overlapHours);
    }

    @MutationMapping
    boolean removeWebhookSender(@ContextValue Viewer viewer, @Argument String id) {
        viewer.require(Grant.MANAGE);
        senders.remove(viewer, senderId(id));
        return true;
    }

    private static UUID senderId(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Fault.NotFound("There is no such sender.");
        }
    }
}
