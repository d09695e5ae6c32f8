package io.pulsegate.outbound;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.Map;

/**
 * What is sent, once.
 *
 * @param body null sends none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Call(String method, URI url, Map<String, String> headers, byte @Nullable [] body) {

    public static Call get(URI url) {
        return new Call("GET", url, Map.of(), null);
    }

    public static Call post(URI url, Map<String, String> headers, byte[] body) {
        return new Call("POST", url, headers, body);
    }
}
