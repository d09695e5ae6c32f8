package io.pulsegate.intake;

import io.pulsegate.faults.Fault;
import io.pulsegate.tenancy.OrgId;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The door for webhooks of senders that cannot speak CloudEvents. */
@RestController
@ConditionalOnWebApplication
class SignedWebhooksController {

    private final WebhookSenders senders;
    private final Intake intake;
    private final BodyRoom room;
    private final RequestBody body;

    SignedWebhooksController(
            WebhookSenders senders, Intake intake, BodyRoom room, IntakeProperties properties) {
        this.senders = senders;
        this.intake = intake;
        this.room = room;
        this.body = new RequestBody(properties.wire(), properties.body());
    }

    /** Unknown, withdrawn, unsigned, wrongly signed, too late: one answer for all. */
    @PostMapping(IntakePaths.WEBHOOKS + "{address}")
    ResponseEntity<Receipt> take(@PathVariable String address, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        var at = WebhookAddress.of(address).orElseThrow(SignedWebhooksController::unproved);
        try (var _ = room.hold(request.getRemoteAddr(), request)) {
            var bytes = body.read(request);
            var signature = signature(request);
            var sender =
                    senders.at(at)
                            .filter(known ->
                                    signature.proves(known.secrets(), bytes, Instant.now()))
                            .orElseThrow(SignedWebhooksController::unproved);
            var message =
                    new WebhookMessage(sender, signature, request.getContentType(), bytes).event();
            return ResponseEntity.accepted()
                    .cacheControl(CacheControl.noStore())
                    .body(Receipt.of(store(at.org(), sender, message)));
        }
    }

    private List<Receipt.Item> store(OrgId org, WebhookSender sender, Sent message) {
        var items = intake.take(org, new Actor("system", sender.id()), List.of(message), null);
        var only = items.getFirst();
        if (only.code() != null) {
            throw new Fault.Invalid(only.code() + ": " + only.message());
        }
        return items;
    }

    private static WebhookSignature signature(HttpServletRequest request) {
        return new WebhookSignature(
                header(request, "webhook-id"),
                header(request, "webhook-timestamp"),
                header(request, "webhook-signature"));
    }

    private static String header(HttpServletRequest request, String name) {
        return Objects.requireNonNullElse(request.getHeader(name), "");
    }

    private static Fault.Unauthenticated unproved() {
        return new Fault.Unauthenticated("The signature does not prove a known sender.");
    }
}
