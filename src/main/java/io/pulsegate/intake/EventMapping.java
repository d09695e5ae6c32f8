package io.pulsegate.intake;

import io.cloudevents.CloudEvent;
import io.pulsegate.faults.Legible;
import io.pulsegate.interchange.Interchanges;
import io.pulsegate.redaction.Redactor;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A CloudEvent in the words of the log. Whatever leaves here has been redacted. */
@Component
@EnableConfigurationProperties(IntakeProperties.class)
class EventMapping {

    private static final int LONGEST_MESSAGE = 2000;

    private final Redactor redactor;
    private final IntakeProperties properties;

    EventMapping(Redactor redactor, IntakeProperties properties) {
        this.redactor = redactor;
        this.properties = properties;
    }

    /**
     * The event as it may be stored.
     *
     * @param integration of events that do not say theirs
     * @throws Refusal when the event cannot be stored
     */
    NewEvent map(CloudEvent event, Actor actor, @Nullable String integration) {
        var told = new Extensions(event);
        var exchange = Exchange.of(event);
        var type = IntegrationNames.of(event, told, integration);
        var columns = new HashMap<String, @Nullable Object>();
        var id = EventIds.next();
        columns.put("id", id);
        columns.put("integration_type", type);
        columns.put("actor_kind", actor.kind());
        columns.put("actor_id", actor.id());
        outcome(columns, event, told, exchange);
        references(columns, event, told);
        payload(columns, exchange);
        var at = at(event);
        columns.put("occurred_at", at);
        return new NewEvent(
                id,
                EventIds.key(event.getSource().toString(), event.getId()),
                type,
                told.text("connection").orElse(null),
                told.text("webhook").orElse(null),
                at,
                columns,
                type.equals("edi") ? interchanges(columns, exchange, at) : List.of());
    }

    /** Which way an interchange goes, only its event says; an acknowledgement comes to us. */
    private List<EdiNote> interchanges(
            Map<String, @Nullable Object> columns, Exchange exchange, Instant at) {
        var message = exchange.request();
        if (message == null
                || message.body() == null
                || !Interchanges.looksLikeOne(message.body())) {
            return List.of();
        }
        var notes = new ArrayList<EdiNote>();
        for (var interchange : Interchanges.read(Texts.storable(message.body()))) {
            var said = columns.get("direction");
            var direction = said == null && interchange.isAnswer() ? "inbound" : said;
            if (direction instanceof String way && !way.equals("internal")) {
                notes.add(
                        EdiNote.of(
                                interchange,
                                way,
                                at,
                                properties.acknowledgedWithin(),
                                columns,
                                redactor));
            }
        }
        return notes;
    }

    private void outcome(
            Map<String, @Nullable Object> columns,
            CloudEvent event,
            Extensions told,
            Exchange exchange) {
        var status = told.status();
        var http =
                told.number("httpstatus", 100, 599)
                        .or(() -> Optional.ofNullable(exchange.status()));
        columns.put("status", status);
        columns.put("event_type", clean(event.getType()));
        columns.put("message", message(event, told));
        columns.put("error_message", told.text("errormessage").map(this::words).orElse(null));
        columns.put("error_code", told.text("errorcode").map(this::clean).orElse(null));
        columns.put("http_status", http.orElse(null));
        columns.put(
                "failure_origin",
                status.equals("error")
                        ? told.origin().or(() -> http.flatMap(Extensions::origin)).orElse(null)
                        : null);
        columns.put("duration_ms", told.number("durationms", 0, Integer.MAX_VALUE).orElse(null));
        columns.put("attempt_count", told.number("attempt", 1, Short.MAX_VALUE).orElse(1));
        columns.put("retryable", told.truth("retryable"));
        columns.put("direction", told.direction().orElse(null));
    }

    private void references(
            Map<String, @Nullable Object> columns, CloudEvent event, Extensions told) {
        columns.put("source", clean(event.getSource().toString()));
        columns.put("source_event_id", clean(event.getId()));
        columns.put("business_kind", told.text("businesskind").map(this::clean).orElse(null));
        columns.put("business_ref", event.getSubject() == null ? null : clean(event.getSubject()));
        columns.put("correlation_id", told.text("correlationid").map(this::clean).orElse(null));
        columns.put("trace_id", told.trace().orElse(null));
    }

    private void payload(Map<String, @Nullable Object> columns, Exchange exchange) {
        var request = exchange.request();
        var response = exchange.response();
        if (request == null && response == null) return;
        columns.put("payload_id", EventIds.next());
        columns.put(
                "content_type",
                exchange.contentType() == null ? null : clean(exchange.contentType()));
        columns.put("redaction_version", Redactor.VERSION);
        var paths = new ArrayList<String>();
        message(columns, "request", request, exchange.contentType(), paths);
        message(columns, "response", response, null, paths);
        columns.put("redacted_paths", List.copyOf(paths));
    }

    /** Cut off only after it was redacted: half a secret has no shape to know it by. */
    private void message(
            Map<String, @Nullable Object> columns,
            String side,
            Exchange.@Nullable Message message,
            @Nullable String contentType,
            List<String> paths) {
        columns.put(side + "_truncated", false);
        if (message == null) return;
        if (!message.headers().isEmpty()) {
            columns.put(side + "_headers", redactor.headers(message.headers()));
        }
        if (message.body() == null) return;
        var body = redactor.body(message.body(), contentType);
        body.paths().forEach(path -> paths.add("/" + side + path));
        columns.put(side + "_body", Texts.storable(Texts.cut(body.text(), properties.keptBody())));
        columns.put(side + "_truncated", body.text().length() > properties.keptBody());
    }

    private String message(CloudEvent event, Extensions told) {
        var subject = event.getSubject();
        return told.text("message")
                .map(this::words)
                .orElseGet(
                        () -> clean(event.getType() + (subject == null ? "" : " of " + subject)));
    }

    private String words(String text) {
        return Texts.cut(clean(text), LONGEST_MESSAGE);
    }

    private String clean(String text) {
        return Texts.storable(Legible.of(redactor.text(text)));
    }

    /** Without a time an event happened when it came. */
    private static Instant at(CloudEvent event) {
        return Optional.ofNullable(event.getTime())
                .map(OffsetDateTime::toInstant)
                .orElseGet(Instant::now);
    }
}
