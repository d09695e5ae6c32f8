package io.pulsegate.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudevents.core.data.BytesCloudEventData;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.util.UriUtils;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What a request holds, in the three modes of CloudEvents over HTTP. */
@Component
class EventReader {

    private static final MediaType EVENT = new MediaType("application", "cloudevents+json");
    private static final MediaType BATCH = new MediaType("application", "cloudevents-batch+json");
    private static final String PREFIX = "ce-";

    private final RequestBody body;
    private final int most;

    EventReader(IntakeProperties properties) {
        this.body = new RequestBody(properties.wire(), properties.body());
        this.most = properties.items();
    }

    /**
     * What was sent.
     *
     * @param batch whether the sender waits for an answer for each
     */
    record Read(List<Sent> sent, boolean batch) {}

    Read read(HttpServletRequest request) throws IOException, HttpMediaTypeNotSupportedException {
        var type = type(request);
        if (is(type, BATCH)) return new Read(JsonEvents.batch(text(request), most), true);
        if (is(type, EVENT)) return new Read(List.of(JsonEvents.single(text(request))), false);
        boolean binary = request.getHeader(PREFIX + "specversion") != null;
        if (!binary || (type != null && type.getSubtype().startsWith("cloudevents"))) {
            throw new HttpMediaTypeNotSupportedException(type, List.of(EVENT, BATCH));
        }
        return new Read(List.of(binary(request, body.read(request))), false);
    }

    private String text(HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        return new String(body.read(request), UTF_8);
    }

    private static Sent binary(HttpServletRequest request, byte[] data) {
        try {
            var attributes = new Attributes();
            for (var header : Collections.list(request.getHeaderNames())) {
                var name = header.toLowerCase(Locale.ROOT);
                if (name.startsWith(PREFIX)) {
                    attributes.put(
                            name.substring(PREFIX.length()), value(request.getHeader(header)));
                }
            }
            var type = request.getContentType();
            if (type != null) attributes.put("datacontenttype", type);
            return new Sent.Event(
                    attributes.event(data.length == 0 ? null : BytesCloudEventData.wrap(data)));
        } catch (Refusal e) {
            return new Sent.Bad(e);
        }
    }

    /** Headers carry only ASCII, the rest as percent signs: HTTP Protocol Binding, 3.1.3.2. */
    private static String value(String header) {
        try {
            return UriUtils.decode(header, UTF_8);
        } catch (IllegalArgumentException e) {
            return header;
        }
    }

    private static @Nullable MediaType type(HttpServletRequest request) {
        var type = request.getContentType();
        return type == null ? null : MediaType.parseMediaType(type);
    }

    private static boolean is(@Nullable MediaType type, MediaType wanted) {
        return type != null && type.equalsTypeAndSubtype(wanted);
    }
}
