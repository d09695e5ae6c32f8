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
 * with which variables; a guard that looks at these stands before or behind, and that of the
 * variables' size before each look.
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
    private final VariableLimits variables;
    private final TrustedDocuments trusted;
    private final Cache<String, PreparsedDocumentEntry> valid =
            Caffeine.newBuilder()
                    .maximumWeight(ROOM)
                    .weigher((String text, PreparsedDocumentEntry _) -> text.length())
                    .build();

    ParsedDocuments(DocumentLimits limits, VariableLimits variables, TrustedDocuments trusted) {
        this.limits = limits;
        this.variables = variables;
        this.trusted = trusted;
    }

    @Override
    public CompletableFuture<PreparsedDocumentEntry> getDocumentAsync(
            ExecutionInput input, Function<ExecutionInput, PreparsedDocumentEntry> parse) {
        var tooMuch = VariableCheck.tooMuch(input.getRawVariables().toMap(), variables);
        return CompletableFuture.completedFuture(
                tooMuch.map(words -> refused(error(FaultCode.QUERY_TOO_COMPLEX, words)))
                        .orElseGet(() -> document(input, parse)));
    }

    private PreparsedDocumentEntry document(
            ExecutionInput input, Function<ExecutionInput, PreparsedDocumentEntry> parse) {
        var text = input.getQuery();
        var known = valid.getIfPresent(text);
        if (known != null) {
            return known;
        }
        var parsed =
                refusal(text).map(ParsedDocuments::refused).orElseGet(() -> parse.apply(input));
        if (!parsed.hasErrors()) {
            valid.put(text, parsed);
        }
        return parsed;
    }

    private static PreparsedDocumentEntry refused(GraphQLError error) {
        return new PreparsedDocumentEntry(List.of(error));
    }

    private Optional<GraphQLError> refusal(String text) {
        if (text.length() > limits.characters()) {
            return Optional.of(tooLong());
        }
        if (DocumentLimits.hasEndlessNumber(text)) {
            return Optional.of(longNumber());
        }
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
            return Optional.of(tooLong());
        } catch (DocumentLimits.LongNumber _) {
            return Optional.of(longNumber());
        } catch (InvalidSyntaxException e) {
            return Optional.of(e.toInvalidSyntaxError());
        }
    }

    private GraphQLError tooLong() {
        return error(
                FaultCode.QUERY_TOO_COMPLEX,
                "The document has more than %d characters, %d tokens or %d levels."
                        .formatted(limits.characters(), limits.tokens(), DocumentLimits.RULES));
    }

    private GraphQLError longNumber() {
        return error(
                FaultCode.QUERY_TOO_COMPLEX,
                "A number in the document has more than %d digits.".formatted(limits.digits()));
    }

    private static GraphQLError error(FaultCode code, String words) {
        return GraphqlErrorBuilder.newError()
                .message("%s", words)
                .errorType(ErrorType.ValidationError)
                .extensions(Map.of("code", code.name()))
                .build();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({DocumentLimits.class, VariableLimits.class})
    static class InForce {

        @Bean
        GraphQlSourceBuilderCustomizer parsedDocuments(
                DocumentLimits limits, VariableLimits variables, TrustedDocuments trusted) {
            var documents = new ParsedDocuments(limits, variables, trusted);
            return source ->
                    source.configureGraphQl(
                            graphQl -> graphQl.preparsedDocumentProvider(documents));
        }
    }
}
