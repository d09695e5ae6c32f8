package io.pulsegate.outbound;

import java.net.URI;

/** An origin that a part of the gateway itself vouches for, as a bean. */
public record TrustedOrigin(URI origin) {}
