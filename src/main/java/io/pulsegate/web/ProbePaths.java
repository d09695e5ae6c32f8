package io.pulsegate.web;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Answers the probes on the gateway's own port under the paths that everybody knows. Spring Boot
 * offers them there as {@code /livez} and {@code /readyz} only: a probe of the management port
 * would say nothing about this one.
 */
@Configuration(proxyBeanMethods = false)
class ProbePaths implements WebMvcConfigurer {

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addViewController("/actuator/health/liveness").setViewName("forward:/livez");
        registry.addViewController("/actuator/health/readiness").setViewName("forward:/readyz");
    }
}
