package io.pulsegate.activity;

import io.pulsegate.access.Viewer;
import io.pulsegate.sections.Reading;
import io.pulsegate.sections.Section;
import io.pulsegate.sections.SectionKey;

import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

import java.util.Collections;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Why an event cannot be tried again: one statement for all events that are asked about. */
@Controller
class RetryabilityController {

    /**
     * @param obstacle as the schema's enum has it; null: none
     */
    private record Answer(UUID eventId, @Nullable String obstacle) {}

    private static final Section<UUID, Answer> OBSTACLES =
            new Section<>(
                    "obstacles",
                    "Whether events can be tried again is temporarily unknown",
                    "select * from retry_obstacles(?)",
                    row ->
                            new Answer(
                                    row.getObject("event_id", UUID.class),
                                    row.getString("obstacle")),
                    ids -> Collections.singletonList(ids.toArray(UUID[]::new)));

    @SchemaMapping(typeName = "IntegrationEvent")
    CompletableFuture<@Nullable String> whyNotRetryable(
            IntegrationEvent event,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        return new SectionKey<>(viewer.org(), OBSTACLES, event.id())
                .from(sections)
                .thenApply(answers ->
                        answers.stream()
                                .filter(answer -> answer.eventId().equals(event.id()))
                                .findFirst()
                                .orElseThrow()
                                .obstacle());
    }
}
