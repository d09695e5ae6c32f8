package io.pulsegate.interchange;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Any text as EDI. */
public final class InterchangeFuzz {

    private InterchangeFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        var text = new String(data, UTF_8);
        Interchanges.looksLikeOne(text);
        Interchanges.read(text).forEach(Interchange::isAnswer);
    }
}
