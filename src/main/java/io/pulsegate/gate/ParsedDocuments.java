package io.pulsegate.gate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import graphql.ExecutionInput;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.execution.preparsed.PreparsedDocumentProvider;

import org.springframework.boot.graphql.autoconfigure.GraphQlSourceBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A text that was parsed and found valid is not parsed again: the same few documents are asked all
 * day. Whether a text is valid depends on the schema alone, never on who asks or with which
 * variables; a guard that looks at these stands before or behind.
 *
 * <p>A text with a fault is not remembered: it would let anybody drive out what is used, and its
 * messages are in the language of whoever sent it.
 */
final class ParsedDocuments implements PreparsedDocumentProvider {

    /** In characters of text; a parsed document takes some thirty times as many bytes. */
    private static final int ROOM = 1_000_000;

    private final Cache<String, PreparsedDocumentEntry> valid =
            Caffeine.newBuilder()
                    .maximumWeight(ROOM)
                    .weigher((String text, PreparsedDocumentEntry _) -> text.length())
                    // a text beyond the room is gone when the call returns
                    .executor(Runnable::run)
                    .build();

    @Override
    public CompletableFuture<PreparsedDocumentEntry> getDocumentAsync(
            ExecutionInput input, Function<ExecutionInput, PreparsedDocumentEntry> parse) {
        var text = input.getQuery();
        var known = valid.getIfPresent(text);
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        var parsed = parse.apply(input);
        if (!parsed.hasErrors()) {
            valid.put(text, parsed);
        }
        return CompletableFuture.completedFuture(parsed);
    }

    @Configuration(proxyBeanMethods = false)
    static class InForce {

        @Bean
        GraphQlSourceBuilderCustomizer parsedDocuments() {
            var documents = new ParsedDocuments();
            return source ->
                    source.configureGraphQl(
                            graphQl -> graphQl.preparsedDocumentProvider(documents));
        }
    }
}
