package io.pulsegate.gate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import graphql.ErrorType;
import graphql.ExecutionInput;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.execution.preparsed.PreparsedDocumentProvider;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.exceptions.ParseCancelledException;
import graphql.parser.exceptions.ParseCancelledTooDeepException;
import graphql.parser.exceptions.ParseCancelledTooManyCharsException;

import io.pulsegate.faults.FaultCode;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.graphql.autoconfigure.GraphQlSourceBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A text that was parsed and found valid is not parsed again: the same few documents are asked all
 * day. Whether a text is valid depends on the schema and the limits alone, never on who asks or
 * with which variables; a guard that looks at these stands before or behind.
 *
 * <p>Limits come before validation, whose cost grows with what they count: such a text gets one
 * error. In the engine, so that every door has them.
 *
 * <p>A text with a fault is not remembered: it would let anybody drive out what is used, and its
 * messages are in the language of whoever sent it.
 */
final class ParsedDocuments implements PreparsedDocumentProvider {

    private static final String UNTRUSTED =
            "Only stored documents are answered here; this is none of them.";

    /** In characters of text; a parsed document takes some thirty times as many bytes. */
    private static final int ROOM = 1_000_000;

    private final DocumentLimits limits;
    private final TrustedDocuments trusted;
    private final Cache<String, PreparsedDocumentEntry> valid =
            Caffeine.newBuilder()
                    .maximumWeight(ROOM)
                    .weigher((String text, PreparsedDocumentEntry _) -> text.length())
                    .build();

    ParsedDocuments(DocumentLimits limits, TrustedDocuments trusted) {
        this.limits = limits;
        this.trusted = trusted;
    }

    @Override
    public CompletableFuture<PreparsedDocumentEntry> getDocumentAsync(
            ExecutionInput input, Function<ExecutionInput, PreparsedDocumentEntry> parse) {
        var text = input.getQuery();
        var known = valid.getIfPresent(text);
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        var parsed =
                refusal(text)
                        .map(error -> new PreparsedDocumentEntry(List.of(error)))
                        .orElseGet(() -> parse.apply(input));
        if (!parsed.hasErrors()) {
            valid.put(text, parsed);
        }
        return CompletableFuture.completedFuture(parsed);
    }

    private Optional<GraphQLError> refusal(String text) {
        try {
            var document =
                    Parser.parse(
                            ParserEnvironment.newParserEnvironment()
                                    .document(text)
                                    .parserOptions(limits.parser())
                                    .build());
            return DocumentCheck.tooMuch(document, limits)
                    .map(words -> error(FaultCode.QUERY_TOO_COMPLEX, words))
                    .or(() ->
                            trusted.refuses(document)
                                    ? Optional.of(error(FaultCode.UNTRUSTED_DOCUMENT, UNTRUSTED))
                                    : Optional.empty());
        } catch (ParseCancelledException
                | ParseCancelledTooDeepException
                | ParseCancelledTooManyCharsException _) {
            return Optional.of(
                    error(
                            FaultCode.QUERY_TOO_COMPLEX,
                            "The document has more than %d characters, %d tokens or %d levels."
                                    .formatted(
                                            limits.characters(),
                                            limits.tokens(),
                                            DocumentLimits.RULES)));
        } catch (InvalidSyntaxException e) {
            return Optional.of(e.toInvalidSyntaxError());
        }
    }

    private static GraphQLError error(FaultCode code, String words) {
        return GraphqlErrorBuilder.newError()
                .message("%s", words)
                .errorType(ErrorType.ValidationError)
                .extensions(Map.of("code", code.name()))
                .build();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(DocumentLimits.class)
    static class InForce {

        @Bean
        GraphQlSourceBuilderCustomizer parsedDocuments(
                DocumentLimits limits, TrustedDocuments trusted) {
            var documents = new ParsedDocuments(limits, trusted);
            return source ->
                    source.configureGraphQl(
                            graphQl -> graphQl.preparsedDocumentProvider(documents));
        }
    }
}
