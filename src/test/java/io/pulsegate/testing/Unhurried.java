package io.pulsegate.testing;

import io.pulsegate.tenancy.OrgVersions;

import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.scheduling.config.TaskManagementConfigUtils;

/**
 * Takes the clock away from everything that is {@code @Scheduled}, and from the look at the
 * versions of organisations that other tests used lately: what a test counts is what it asked for.
 * A test of such work calls it.
 */
@TestConfiguration(proxyBeanMethods = false)
public class Unhurried {

    @Bean
    static BeanDefinitionRegistryPostProcessor nothingScheduled() {
        return registry ->
                registry.removeBeanDefinition(
                        TaskManagementConfigUtils.SCHEDULED_ANNOTATION_PROCESSOR_BEAN_NAME);
    }

    @Bean
    ApplicationListener<ContextRefreshedEvent> nothingProbed(OrgVersions versions) {
        return _ -> versions.stop();
    }
}
