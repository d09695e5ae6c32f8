package io.pulsegate.gate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.pulsegate.access.Grant;
import io.pulsegate.access.Viewer;
import io.pulsegate.sections.Gathered;
import io.pulsegate.sections.SectionKey;
import io.pulsegate.sections.SectionReader;
import io.pulsegate.sections.Standing;
import io.pulsegate.tenancy.OrgId;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.support.DefaultExecutionGraphQlResponse;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

import reactor.core.publisher.Mono;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An answer is sent again, byte for byte, when what it is made of stands: the database is asked by
 * {@link SectionReader}, as for every answer, and says that reading would give the same. The
 * answer's {@code computedAt} and {@code serverTime} are the instant at which it said so, its
 * {@code asOf} how far that database was.
 *
 * <p>Only answers of the dashboard's own sections are remembered, read at one instant and without
 * an error, by question and rights: whoever asks the same with the same rights is told the same,
 * and a guard that would judge the question has judged it when it was answered first. {@code
 * pulsegate.graphql.remembered-answers} is the room for all of them; 0B remembers none.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 3)
class RememberedAnswers implements WebGraphQlInterceptor {

    private static final Set<String> SECTIONS =
            Set.of("__typename", "healthStatus", "recentActivity", "errorSummary");

    private final SectionReader reader;
    private final JsonMapper json;
    private final Cache<Question, Known> answers;

    RememberedAnswers(
            SectionReader reader,
            JsonMapper json,
            @Value("${pulsegate.graphql.remembered-answers:32MB}") DataSize room) {
        this.reader = reader;
        this.json = json;
        this.answers =
                Caffeine.newBuilder()
                        .maximumWeight(room.toBytes())
                        .weigher((Question question, Known known) ->
                                question.document().length()
                                        + question.variables().toString().length()
                                        + known.answer().bytes())
                        .expireAfterAccess(Duration.ofMinutes(10))
                        .executor(Runnable::run)
                        .build();
    }

    /** Nothing below the dashboard's sections depends on more: neither person nor key is in it. */
    private record Question(
            OrgId org,
            Set<Grant> grants,
            String document,
            @Nullable String operationName,
            Map<String, @Nullable Object> variables) {}

    private record Known(Set<SectionKey<?, ?>> keys, Standing standing, EncodedAnswer answer) {}

    /** Behind {@link Turnstile}, in front of the engine. */
    @Override
    public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
        return request.getAttributes().containsKey(EncodingHandler.TAKES_ENCODED)
                ? answer(request, Guard.viewer(), chain)
                : chain.next(request);
    }

    private Mono<WebGraphQlResponse> answer(WebGraphQlRequest request, Viewer viewer, Chain chain) {
        var question =
                new Question(
                        viewer.org(),
                        viewer.grants(),
                        request.getDocument(),
                        request.getOperationName(),
                        request.getVariables());
        var known = answers.getIfPresent(question);
        if (known == null) {
            return answer(question, request, new Gathered(), chain);
        }
        var gathered = Gathered.of(reader.read(known.keys(), viewer.capacity(), false));
        var made = gathered.repeatable();
        return made != null && made.standing().equals(known.standing())
                ? Mono.just(encoded(request, known.answer().at(made.at(), made.asOf())))
                : answer(question, request, gathered, chain);
    }

    private Mono<WebGraphQlResponse> answer(
            Question question, WebGraphQlRequest request, Gathered gathered, Chain chain) {
        request.configureExecutionInput(
                (_, input) -> input.graphQLContext(Map.of(Gathered.NAME, gathered)).build());
        return chain.next(request)
                .map(response ->
                        Optional.ofNullable(gathered.repeatable())
                                .filter(_ -> response.getErrors().isEmpty())
                                .filter(_ -> asksForSections(question))
                                .flatMap(made -> remembered(question, gathered, made, response))
                                .map(answer -> encoded(request, answer))
                                .orElse(response));
    }

    /** A question that is remembered has been looked at. */
    private boolean asksForSections(Question question) {
        return answers.getIfPresent(question) != null
                || Questions.asksOnlyFor(SECTIONS, question.document(), question.operationName());
    }

    private Optional<EncodedAnswer> remembered(
            Question question,
            Gathered gathered,
            Gathered.Repeatable made,
            WebGraphQlResponse response) {
        var answer =
                EncodedAnswer.of(json.writeValueAsBytes(response.toMap()), made.at(), made.asOf());
        answer.ifPresent(encoded ->
                answers.put(
                        question,
                        new Known(gathered.readings().keySet(), made.standing(), encoded)));
        return answer;
    }

    private static WebGraphQlResponse encoded(WebGraphQlRequest request, EncodedAnswer answer) {
        return new WebGraphQlResponse(
                new DefaultExecutionGraphQlResponse(request.toExecutionInput(), answer));
    }
}
