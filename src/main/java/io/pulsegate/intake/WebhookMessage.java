package io.pulsegate.intake;

import io.cloudevents.core.data.BytesCloudEventData;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;

/**
 * A proved webhook as an event. Standard Webhooks ask for a JSON object with {@code type}, {@code
 * timestamp} and {@code data}; who sends anything else is understood too.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record WebhookMessage(
        WebhookSender sender,
        WebhookSignature signature,
        @Nullable String contentType,
        byte[] body) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LONGEST_TYPE = 200;

    Sent event() {
        try {
            var attributes = new Attributes();
            attributes.put("specversion", "1.0");
            attributes.put("id", signature.id());
            attributes.put("source", "urn:pulsegate:webhook-sender:" + sender.id());
            attributes.put("type", type());
            attributes.put("time", time());
            attributes.put("integration", sender.integration());
            attributes.put("direction", "inbound");
            attributes.put("message", type() + " from " + sender.name());
            if (contentType != null) attributes.put("datacontenttype", contentType);
            return new Sent.Event(attributes.event(BytesCloudEventData.wrap(body)));
        } catch (Refusal refusal) {
            return new Sent.Bad(refusal);
        }
    }

    private String type() {
        var type = told().path("type").asString("");
        return type.isBlank() || type.length() > LONGEST_TYPE ? "webhook.received" : type;
    }

    /** What the message says; the signature's own time when it says none. */
    private String time() {
        var said = told().path("timestamp").asString("");
        try {
            return Attributes.time(said).toInstant().toString();
        } catch (Refusal e) {
            return Instant.ofEpochSecond(Long.parseLong(signature.timestamp())).toString();
        }
    }

    private JsonNode told() {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }
}
