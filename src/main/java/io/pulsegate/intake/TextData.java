package io.pulsegate.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudevents.CloudEventData;

/** Data that came as text and is kept as it came. */
record TextData(String text) implements CloudEventData {

    @Override
    public byte[] toBytes() {
        return text.getBytes(UTF_8);
    }
}
