package io.pulsegate.embedded;

import org.springframework.aot.AotDetector;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The beans that the build has found ({@code -Dspring.aot.enabled=true}) are those of a gateway
 * with a configured database. Where nobody said which, they are found anew, and the embedded one
 * with them.
 */
class PreparedBeans implements EnvironmentPostProcessor {

    @Override
    public void postProcessEnvironment(
            ConfigurableEnvironment environment, SpringApplication application) {
        var url = environment.getProperty("spring.datasource.url", "false");
        if (AotDetector.useGeneratedArtifacts() && url.equals("false")) {
            SpringProperties.setProperty(AotDetector.AOT_ENABLED, "false");
        }
    }
}
