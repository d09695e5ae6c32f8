package io.pulsegate.health;

import io.pulsegate.compile.PlainField;
import io.pulsegate.integrations.IntegrationType;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.util.Map;

/** The field of the health section that is no property. */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    @Bean
    PlainField<HealthStatus> card() {
        return new PlainField<>(
                "HealthStatus",
                "card",
                HealthStatus.class,
                (health, asked) -> health.card(type(asked)));
    }

    private static IntegrationType type(Map<String, Object> asked) {
        return IntegrationType.valueOf(String.valueOf(asked.get("type")));
    }
}
