package io.pulsegate.gate;

import graphql.scalars.ExtendedScalars;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.graphql.execution.RuntimeWiringConfigurer;

/** The scalars that the schema names beyond GraphQL's own. */
@Configuration(proxyBeanMethods = false)
class ScalarConfiguration {

    @Bean
    RuntimeWiringConfigurer scalars() {
        return wiring ->
                wiring.scalar(ExtendedScalars.DateTime)
                        .scalar(ExtendedScalars.GraphQLLong)
                        .scalar(ExtendedScalars.Json);
    }
}
