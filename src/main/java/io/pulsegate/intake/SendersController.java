package io.pulsegate.intake;

import io.pulsegate.access.Grant;
import io.pulsegate.access.Viewer;
import io.pulsegate.faults.Fault;
import io.pulsegate.integrations.IntegrationType;

import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

import java.util.UUID;

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
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new Fault.Invalid("A name has 1 to 200 characters.");
        }
        return senders.add(viewer.org(), name.strip(), integration.code());
    }

    @MutationMapping
    boolean removeWebhookSender(@ContextValue Viewer viewer, @Argument UUID id) {
        viewer.require(Grant.MANAGE);
        if (!senders.remove(viewer.org(), id)) {
            throw new Fault.NotFound("There is no such sender.");
        }
        return true;
    }
}
