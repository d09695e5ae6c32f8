package io.pulsegate.gate;

import io.pulsegate.testing.Bare;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.util.Map;

/** Any JSON as the variables of a request. */
public final class VariablesFuzz {

    private static final VariableLimits LIMITS = Bare.settings(VariableLimits.class);

    private VariablesFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        try {
            var variables = JsonMapper.shared().readValue(data, Object.class);
            if (variables instanceof Map<?, ?> members) {
                VariableCheck.tooMuch(Map.of("all", members), LIMITS);
            }
        } catch (JacksonException _) {
            // refused before anybody counts
        }
    }
}
