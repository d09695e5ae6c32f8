package io.pulsegate.intake;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What went over the wire, as far as an event tells: its data alone, or, under a content type of
 * our own, request and response with their headers.
 *
 * @param contentType of the request
 * @param status of the response
 */
record Exchange(
        @Nullable String contentType,
        @Nullable Message request,
        @Nullable Message response,
        @Nullable Integer status) {

    static final String TYPE = "application/vnd.pulsegate.exchange+json";

    private static final JsonMapper JSON = JsonMapper.shared();

    record Message(Map<String, String> headers, @Nullable String body) {}

    static Exchange of(CloudEvent event) {
        var type = event.getDataContentType();
        var data = event.getData();
        if (data == null) return new Exchange(type, null, null, null);
        if (type != null && essence(type).equals(TYPE)) return told(text(data, null));
        return new Exchange(
                type == null ? "application/json" : type,
                new Message(Map.of(), text(data, type)),
                null,
                null);
    }

    static boolean isJson(String contentType) {
        var essence = essence(contentType);
        return essence.equals("application/json")
                || essence.equals("text/json")
                || essence.endsWith("+json");
    }

    private static String essence(String contentType) {
        return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static Exchange told(String text) {
        try {
            var told = JSON.readTree(text);
            var request = message(told.path("request"));
            var response = message(told.path("response"));
            var status = told.path("response").path("status");
            return new Exchange(
                    request == null ? null : contentType(request),
                    request,
                    response,
                    status.isInt() ? status.intValue() : null);
        } catch (JacksonException e) {
            throw new Refusal(
                    Refusal.Code.DATA_INVALID, "The data is not the JSON of an exchange.");
        }
    }

    private static @Nullable Message message(JsonNode told) {
        if (!told.isObject()) return null;
        var headers = new LinkedHashMap<String, String>();
        told.path("headers").forEachEntry((name, value) -> headers.put(name, plain(value)));
        if (told.has("method")) headers.put(":method", plain(told.path("method")));
        if (told.has("url")) headers.put(":url", plain(told.path("url")));
        if (told.has("status")) headers.put(":status", plain(told.path("status")));
        return new Message(headers, told.hasNonNull("body") ? plain(told.path("body")) : null);
    }

    private static String plain(JsonNode value) {
        return value.isString() ? value.stringValue() : value.toString();
    }

    private static @Nullable String contentType(Message message) {
        return message.headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("content-type"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static String text(CloudEventData data, @Nullable String type) {
        if (data instanceof TextData text) return text.text();
        var bytes = data.toBytes();
        try {
            return charset(type).newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return "[%d bytes that are no text]".formatted(bytes.length);
        }
    }

    private static Charset charset(@Nullable String type) {
        try {
            var said = type == null ? null : MediaType.parseMediaType(type).getCharset();
            return said == null ? StandardCharsets.UTF_8 : said;
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8; // not a charset that anybody here knows
        }
    }
}
