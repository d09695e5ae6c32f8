package io.pulsegate.intake;

import io.pulsegate.access.Grant;
import io.pulsegate.access.Viewer;
import io.pulsegate.faults.Input;
import io.pulsegate.integrations.IntegrationType;
import io.pulsegate.tenancy.Overlap;

import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

import java.util.List;

/** Who may send us webhooks, as administrators set it up. */
@Controller
class SendersController {

    private static final int LONGEST_NAME = 200;

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
        var called = Input.text("name", name, 1, LONGEST_NAME);
        return senders.add(viewer, called, integration.code());
    }

    @QueryMapping
    List<ListedSender> webhookSenders(@ContextValue Viewer viewer) {
        return senders.all(viewer.org());
    }

    @MutationMapping
    NewWebhookSender rotateWebhookSenderSecret(
            @ContextValue Viewer viewer, @Argument String id, @Argument int overlapHours) {
        viewer.require(Grant.MANAGE);
        var overlap = new Overlap(overlapHours);
        return senders.rotate(viewer, Input.id(id, "sender"), overlap);
    }

    @MutationMapping
    boolean removeWebhookSender(@ContextValue Viewer viewer, @Argument String id) {
        viewer.require(Grant.MANAGE);
        senders.remove(viewer, Input.id(id, "sender"));
        return true;
    }
}
