package io.pulsegate.webhooks;

import io.pulsegate.paging.Connection;
import io.pulsegate.paging.PageRequest;
import io.pulsegate.sections.Reading;
import io.pulsegate.sections.Section;
import io.pulsegate.sections.SectionKey;
import io.pulsegate.tenancy.OrgId;

import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A page of one webhook's deliveries. The pages of all webhooks of an answer are read together. */
record DeliveriesAsked(UUID webhookId, PageRequest page) {

    private static final Section<DeliveriesAsked, Found> DELIVERIES =
            new Section<>(
                    "deliveries",
                    "Deliveries temporarily unavailable",
                    "select * from webhook_deliveries_of(?, ?, ?, ?, ?)",
                    Found::of,
                    DeliveriesAsked::bind);

    /** A row, and the question that it answers. */
    private record Found(String asked, WebhookDelivery delivery) {
        static Found of(ResultSet row) throws SQLException {
            return new Found(row.getString("asked"), WebhookDelivery.of(row));
        }
    }

    CompletableFuture<Connection<WebhookDelivery>> from(
            OrgId org, DataLoader<SectionKey<?, ?>, Reading> sections) {
        return new SectionKey<>(org, DELIVERIES, this).from(sections).thenApply(this::answer);
    }

    private Connection<WebhookDelivery> answer(List<Found> all) {
        var rows =
                all.stream()
                        .filter(found -> found.asked().equals(token()))
                        .map(Found::delivery)
                        .toList();
        return Connection.of(rows, page);
    }

    /** Tells this question from the others in the same statement. */
    private String token() {
        return String.join(" ", webhookId.toString(), limit(), String.valueOf(page.after()));
    }

    /** One more than asked for says whether the list goes on. */
    private String limit() {
        return String.valueOf(page.first() + 1);
    }

    private @Nullable String afterTime() {
        var after = page.after();
        return after == null ? null : after.time().toString();
    }

    private @Nullable UUID afterId() {
        var after = page.after();
        return after == null ? null : after.id();
    }

    private static List<?> bind(List<DeliveriesAsked> asked) {
        return List.<Object>of(
                texts(asked, DeliveriesAsked::token),
                asked.stream().map(DeliveriesAsked::webhookId).toArray(UUID[]::new),
                texts(asked, DeliveriesAsked::limit),
                texts(asked, DeliveriesAsked::afterTime),
                asked.stream().map(DeliveriesAsked::afterId).toArray(UUID[]::new));
    }

    private static String[] texts(
            List<DeliveriesAsked> asked, Function<DeliveriesAsked, @Nullable String> part) {
        return asked.stream().map(part).toArray(String[]::new);
    }
}
