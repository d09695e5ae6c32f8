package io.pulsegate.deliveries;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.pulsegate.faults.Masked;
import io.pulsegate.outbound.Call;
import io.pulsegate.outbound.Outbound;
import io.pulsegate.outbound.Reply;
import io.pulsegate.tenancy.SecretKey;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Makes one attempt. */
@Component
class DeliverySender {

    private final Outbound outbound;
    private final ObjectProvider<SecretKey> key;
    private final DeliveryProperties properties;

    DeliverySender(
            Outbound outbound, ObjectProvider<SecretKey> key, DeliveryProperties properties) {
        this.outbound = outbound;
        this.key = key;
        this.properties = properties;
    }

    /** An attempt and what is known of it; nothing was sent where it has no reply. */
    record Attempt(Judgement judgement, Map<String, String> headers, Optional<Reply> reply) {
        static Attempt none(String error, String code) {
            return new Attempt(DeliveryRules.unsendable(error, code), Map.of(), Optional.empty());
        }

        static Attempt broken(Masked masked) {
            return new Attempt(DeliveryRules.broken(masked.words()), Map.of(), Optional.empty());
        }
    }

    Attempt send(Parcel parcel) {
        if (parcel.url() == null) {
            return Attempt.none("The webhook is gone.", "WEBHOOK_GONE");
        }
        if (!parcel.enabled()) {
            return Attempt.none("The webhook is switched off.", "WEBHOOK_DISABLED");
        }
        if (parcel.body() == null) {
            return Attempt.none("The body was not kept as it was.", "BODY_NOT_KEPT");
        }
        var body = parcel.body().getBytes(UTF_8);
        var now = Instant.now(Clock.systemUTC());
        var headers = headers(parcel, body, now.getEpochSecond());
        var reply = outbound.send(Call.post(url(parcel.url()), headers, body));
        return new Attempt(
                DeliveryRules.judge(
                        reply, Instant.now(Clock.systemUTC()), properties.longestWait()),
                headers,
                Optional.of(reply));
    }

    /** What is no URL has no host either, and the guard refuses it with its own words. */
    private static URI url(String text) {
        try {
            return URI.create(text.strip());
        } catch (IllegalArgumentException e) {
            return URI.create("invalid:url");
        }
    }

    private Map<String, String> headers(Parcel parcel, byte[] body, long timestamp) {
        var headers = new LinkedHashMap<String, String>();
        headers.put(
                "content-type",
                Objects.requireNonNullElse(parcel.contentType(), "application/json"));
        headers.put("user-agent", "Pulsegate");
        headers.put("webhook-id", parcel.idempotencyKey());
        headers.put("webhook-timestamp", Long.toString(timestamp));
        if (!parcel.secrets().isEmpty()) {
            headers.put("webhook-signature", signatures(parcel, timestamp, body));
        }
        return headers;
    }

    /** One of each secret, blanks between: the receiver takes the one that it can check. */
    private String signatures(Parcel parcel, long timestamp, byte[] body) {
        return parcel.secrets().stream()
                .map(sealed -> sealed.secret().open(key.getObject(), parcel.org(), sealed.id()))
                .map(secret -> Signature.of(secret, parcel.idempotencyKey(), timestamp, body))
                .collect(joining(" "));
    }
}
