package io.pulsegate.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pulsegate.access.ApiKeyFormat;
import io.pulsegate.access.Credential;
import io.pulsegate.faults.Fault;
import io.pulsegate.operations.Operations;
import io.pulsegate.testing.Bare;

import tools.jackson.databind.json.JsonMapper;

/** Any text as a message of {@code graphql-transport-ws}, and its credential or question. */
public final class MessageFuzz {

    private static final Operations OPERATIONS = Bare.part(Operations.class);

    private MessageFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        try {
            switch (Message.parse(new String(data, UTF_8), JsonMapper.shared())) {
                case Message.Init(String authorization) when authorization != null ->
                        ApiKeyFormat.isWellFormed(Credential.ofAuthorization(authorization).text());
                case Message.Subscribe subscribe -> subscribe.question().carrying(OPERATIONS);
                default -> {}
            }
        } catch (Fault.Unauthenticated | Fault.NotStored | Fault.Invalid _) {
            // told so
        }
    }
}
