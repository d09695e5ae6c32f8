package io.pulsegate.web;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

import java.net.URI;

/**
 * One HTML for every page: which one to show, it reads off the address. It holds no data, so who
 * asks does not matter here.
 */
@Controller
class PagesController {

    /** Only our own scripts, styles and questions; nobody frames us; no text becomes a script. */
    private static final String POLICY =
            String.join(
                    "; ",
                    "default-src 'none'",
                    "script-src 'self'",
                    "style-src 'self'",
                    "img-src 'self'",
                    "connect-src 'self'",
                    "form-action 'self'",
                    "base-uri 'none'",
                    "frame-ancestors 'none'",
                    "require-trusted-types-for 'script'",
                    "trusted-types 'none'");

    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

    private final Resource page = new ClassPathResource("static/index.html");

    @GetMapping({"/", "/index.html", "/login", "/integrations/{*page}"})
    ResponseEntity<Resource> page() {
        return ResponseEntity.ok()
                .contentType(HTML)
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("Referrer-Policy", "same-origin")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
                .body(page);
    }

    @GetMapping({"/integrations", "/integrations/"})
    ResponseEntity<Void> overview() {
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create("/integrations/dashboard"))
                .build();
    }
}
