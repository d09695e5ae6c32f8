package io.pulsegate.access;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.pulsegate.faults.FaultWriter;
import io.pulsegate.testing.Bare;

import jakarta.servlet.ServletException;

import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.filter.CorsFilter;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/** Any text as an Origin: none but our own and the one that is listed gets through. */
public final class OriginFuzz {

    private static final String LISTED = "https://wall.example";

    /** What follows the authority is nothing that a browser says, and nothing that is looked at. */
    private static final Pattern OURS =
            Pattern.compile(
                    "http://([^/?#]*@)?localhost(:80)?([/?#].*)?",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final CorsFilter RULES =
            OriginRules.filter(List.of(LISTED), Bare.part(FaultWriter.class));

    private OriginFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) throws ServletException, IOException {
        var origin = new String(data, ISO_8859_1);
        var request = new MockHttpServletRequest("POST", "/graphql");
        request.addHeader("Origin", origin);
        var chain = new MockFilterChain();
        RULES.doFilter(request, new MockHttpServletResponse(), chain);
        boolean allowed = chain.getRequest() != null;
        if (allowed && !origin.equals(LISTED) && !OURS.matcher(origin).matches()) {
            throw new AssertionError("let in from " + origin);
        }
    }
}
