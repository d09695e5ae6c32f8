package io.pulsegate.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A provider whose every token would do is refused at the start, in words and not in a trace. */
@ExtendWith(OutputCaptureExtension.class)
class TokenPropertiesTests {

    private static final String JWT = "spring.security.oauth2.resourceserver.jwt.";

    @Test
    void needsAnAudience(CapturedOutput output) {
        assertThatThrownBy(() -> start("issuer-uri=https://id.acme.example"))
                .hasRootCauseInstanceOf(InvalidConfigurationPropertyValueException.class);
        assertThat(output)
                .contains("APPLICATION FAILED TO START", JWT + "audiences", "name the audience");
    }

    @Test
    void needsAnIssuerBesideItsKeys(CapturedOutput output) {
        assertThatThrownBy(() ->
                        start("jwk-set-uri=https://id.acme.example/keys", "audiences=pulsegate"))
                .hasRootCauseInstanceOf(InvalidConfigurationPropertyValueException.class);
        assertThat(output)
                .contains("APPLICATION FAILED TO START", JWT + "issuer-uri", "name the issuer");
    }

    private static void start(String... settings) {
        var application = new SpringApplicationBuilder(Door.class);
        for (var setting : settings) {
            application.properties(JWT + setting);
        }
        application.properties("server.port=0", "management.server.port=0").run().close();
    }
}
