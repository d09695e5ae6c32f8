package io.pulsegate.streams;

import io.pulsegate.access.Credential;
import io.pulsegate.access.ViewerAuthentication;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.stereotype.Component;

import java.net.URI;
import java.util.List;

/** From which pages a socket may be opened: our own, and those of {@code pulsegate.origins}. */
@Component
class SocketOrigins {

    private final List<String> others;

    SocketOrigins(@Value("${pulsegate.origins:}") List<String> others) {
        this.others = others;
    }

    /** No Origin at all is a tool's, and good enough for whoever did not come by cookie. */
    boolean allow(ServerHttpRequest request, @Nullable ViewerAuthentication signedIn) {
        var origins = request.getHeaders().getOrEmpty("Origin");
        if (origins.isEmpty()) {
            return signedIn == null || signedIn.kind() != Credential.Kind.SESSION;
        }
        return origins.size() == 1
                && (others.contains(origins.getFirst())
                        || origins.getFirst().equals(own(request.getURI())));
    }

    private static String own(URI request) {
        var scheme = request.getScheme().replace("ws", "http");
        return scheme + "://" + request.getRawAuthority();
    }
}
