package io.pulsegate.testing;

import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.config.TaskManagementConfigUtils;

/**
 * Takes the clock away from everything that is {@code @Scheduled}: what a test counts is what it
 * asked for. A test of such work calls it.
 */
@TestConfiguration(proxyBeanMethods = false)
public class Unhurried {

    @Bean
    static BeanDefinitionRegistryPostProcessor nothingScheduled() {
        return registry ->
                registry.removeBeanDefinition(
                        TaskManagementConfigUtils.SCHEDULED_ANNOTATION_PROCESSOR_BEAN_NAME);
    }
}
