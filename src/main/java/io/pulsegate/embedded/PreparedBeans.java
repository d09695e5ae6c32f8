package io.pulsegate.embedded;

import org.springframework.aot.AotDetector;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The beans that the build has found ({@code -Dspring.aot.enabled=true}) are those of a gateway
 * with a configured database. A command needs fewer, and where nobody said which database, the
 * embedded one comes with others: either way they are found anew.
 */
class PreparedBeans implements EnvironmentPostProcessor {

    @Override
    public void postProcessEnvironment(
            ConfigurableEnvironment environment, SpringApplication application) {
        if (AotDetector.useGeneratedArtifacts() && !fit(environment, application)) {
            SpringProperties.setProperty(AotDetector.AOT_ENABLED, "false");
        }
    }

    private static boolean fit(ConfigurableEnvironment environment, SpringApplication application) {
        return application.getWebApplicationType() == WebApplicationType.SERVLET
                && !environment.getProperty("spring.datasource.url", "false").equals("false");
    }
}
