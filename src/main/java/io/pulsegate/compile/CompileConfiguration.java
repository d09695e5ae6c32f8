package io.pulsegate.compile;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.graphql.autoconfigure.GraphQlSourceBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.graphql.execution.DataFetcherExceptionResolver;
import org.springframework.graphql.execution.RuntimeWiringConfigurer;

import java.util.List;

/** Puts plain parts into the engine. */
@Configuration(proxyBeanMethods = false)
class CompileConfiguration {

    // a strategy handles exceptions itself: it gets the handler that Spring gives to its own
    @Bean
    GraphQlSourceBuilderCustomizer plainParts(
            Plans plans, ObjectProvider<DataFetcherExceptionResolver> resolvers) {
        return source ->
                source.configureGraphQl(graphQl ->
                        graphQl.queryExecutionStrategy(
                                new PlainParts(
                                        DataFetcherExceptionResolver.createExceptionHandler(
                                                resolvers.orderedStream().toList()),
                                        plans)));
    }

    @Bean
    RuntimeWiringConfigurer plainFields(List<PlainField<?>> fields) {
        return wiring ->
                fields.forEach(field ->
                        wiring.type(
                                field.type(),
                                type -> type.dataFetcher(field.field(), field.fetcher())));
    }
}
