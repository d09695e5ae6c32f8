/**
 * WebSockets (RFC 6455) on the container's own connections, as thin as many thousand idle ones want
 * it: the container's implementation keeps some 50 KB of buffers for each socket, this one keeps
 * none. A buffer is there while bytes are read, and a part of a message only until the rest has
 * come; what is sent is written from the bytes that all receivers share.
 *
 * <p>And the HTTP below them with clocks of our own, so that nobody holds a connection by sending
 * next to nothing.
 *
 * <p>Knows frames, and nothing of what is said in them. Extensions are not negotiated: no
 * compression.
 */
@ApplicationModule(allowedDependencies = {"faults"})
@NullMarked
package io.pulsegate.wire;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
