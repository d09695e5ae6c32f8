package io.pulsegate.sections;

import graphql.GraphQLContext;

import io.pulsegate.tenancy.Capacity;

import org.dataloader.BatchLoaderEnvironment;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.execution.BatchLoaderRegistry;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The one DataLoader of a request, named {@code sections}. Whatever the fields of one level ask
 * for, aliases included, is dispatched together and so read in one round trip.
 *
 * <p>The capacity comes from the GraphQLContext (the gate puts it there), never from the thread.
 */
@Component
class SectionLoader {

    private final SectionReader reader;

    SectionLoader(SectionReader reader, BatchLoaderRegistry registry) {
        this.reader = reader;
        registry.<SectionKey<?, ?>, Reading>forName("sections")
                .registerMappedBatchLoader(this::load);
    }

    private Mono<Map<SectionKey<?, ?>, Reading>> load(
            Set<SectionKey<?, ?>> keys, BatchLoaderEnvironment environment) {
        GraphQLContext context = Objects.requireNonNull(environment.getContext());
        Capacity capacity = context.getOrDefault(Capacity.class, Capacity.VIEWER);
        boolean anew = context.getOrDefault(SectionReader.ANEW, false);
        @Nullable Gathered gathered = context.get(Gathered.NAME);
        return Mono.fromCallable(() ->
                gathered == null
                        ? reader.read(keys, capacity, anew)
                        : gathered.with(keys, capacity, anew, reader));
    }
}
