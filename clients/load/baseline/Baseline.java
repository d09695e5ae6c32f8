package baseline;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.graphql.autoconfigure.GraphQlAutoConfiguration;
import org.springframework.boot.graphql.autoconfigure.servlet.GraphQlWebMvcAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.graphql.data.method.annotation.SubscriptionMapping;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Controller;

import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * A live dashboard as one writes it first with Spring for GraphQL: an interval for each subscriber,
 * and at each of its ticks the statements that the gateway sends for a query. Nothing of the
 * gateway's is used but its libraries and its database. Nobody signs in: the organisation is an
 * argument, which is less work than the gateway does.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    GraphQlAutoConfiguration.class,
    GraphQlWebMvcAutoConfiguration.class,
    DataSourceAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class
})
@Import(Baseline.Dashboards.class)
public class Baseline {

    public static void main(String[] args) {
        SpringApplication.run(Baseline.class, args);
    }

    record Update(
            long seq,
            String serverTime,
            String unchangedSince,
            Health healthStatus,
            Activity recentActivity,
            Errors errorSummary) {}

    record Health(String overallStatus, Double successRate24h, List<Card> cards) {}

    record Card(
            String type,
            String status,
            String level,
            String lastSyncAt,
            String lastErrorAt,
            String lastErrorMessage,
            long successCount24h,
            long errorCount24h,
            Double successRate24h) {}

    record Activity(List<Event> events) {}

    record Event(
            String id,
            String type,
            String eventType,
            String status,
            String occurredAt,
            String message,
            String errorMessage,
            int retryCount) {}

    record Errors(long failedCount24h, long pendingRetries, long deadLetterQueueCount) {}

    @Controller
    static class Dashboards {

        private static final String READ =
                """
                select set_config('pulsegate.org_ids', ?, true), set_config('pulsegate.role', 'reader', true);
                select * from org_health;
                select org_id, server_time, as_of, data_version, last_event_at, (event).* from org_activity(20);
                select * from org_errors""";

        private final JdbcTemplate jdbc;

        Dashboards(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
        }

        @SubscriptionMapping
        Flux<Update> dashboardUpdates(@Argument String org, @Argument int cadenceSeconds) {
            return Flux.interval(Duration.ZERO, Duration.ofSeconds(cadenceSeconds))
                    .onBackpressureDrop()
                    .publishOn(Schedulers.boundedElastic())
                    .map(tick -> read(org, tick));
        }

        @SchemaMapping(typeName = "HealthStatus")
        Card card(Health health, @Argument String type) {
            return health.cards().stream()
                    .filter(card -> card.type().equalsIgnoreCase(type))
                    .findFirst()
                    .orElseThrow();
        }

        private Update read(String org, long tick) {
            return jdbc.execute(
                    READ,
                    (PreparedStatement statement) -> {
                        statement.setString(1, "{" + org + "}");
                        statement.execute();
                        var cards = next(statement, Dashboards::card);
                        var events = next(statement, Dashboards::event);
                        var errors = next(statement, Dashboards::errors);
                        return new Update(
                                tick,
                                Instant.now().toString(),
                                null,
                                health(cards),
                                new Activity(events),
                                sum(errors));
                    });
        }

        private interface Row<T> {
            T of(ResultSet row) throws SQLException;
        }

        private static <T> List<T> next(PreparedStatement statement, Row<T> map)
                throws SQLException {
            statement.getMoreResults();
            var rows = new ArrayList<T>();
            try (var result = statement.getResultSet()) {
                while (result.next()) {
                    rows.add(map.of(result));
                }
            }
            return rows;
        }

        private static Card card(ResultSet row) throws SQLException {
            long success = row.getLong("success_24h");
            long error = row.getLong("error_24h");
            return new Card(
                    row.getString("integration_type"),
                    row.getString("status"),
                    row.getString("level"),
                    time(row, "last_sync_at"),
                    time(row, "last_error_at"),
                    row.getString("last_error_message"),
                    success,
                    error,
                    rate(success, error));
        }

        private static Event event(ResultSet row) throws SQLException {
            return new Event(
                    row.getString("id"),
                    row.getString("integration_type"),
                    row.getString("event_type"),
                    row.getString("status"),
                    time(row, "occurred_at"),
                    row.getString("message"),
                    row.getString("error_message"),
                    row.getInt("attempt_count") - 1);
        }

        private static Errors errors(ResultSet row) throws SQLException {
            return new Errors(
                    row.getLong("failed_24h"), row.getLong("pending"), row.getLong("dead"));
        }

        private static Errors sum(List<Errors> rows) {
            return new Errors(
                    rows.stream().mapToLong(Errors::failedCount24h).sum(),
                    rows.stream().mapToLong(Errors::pendingRetries).sum(),
                    rows.stream().mapToLong(Errors::deadLetterQueueCount).sum());
        }

        private static Health health(List<Card> cards) {
            long success = cards.stream().mapToLong(Card::successCount24h).sum();
            long error = cards.stream().mapToLong(Card::errorCount24h).sum();
            boolean well = cards.stream().noneMatch(card -> card.level().equals("critical"));
            return new Health(well ? "HEALTHY" : "DEGRADED", rate(success, error), cards);
        }

        private static Double rate(long success, long error) {
            return success + error == 0 ? null : Math.round(1000.0 * success / (success + error)) / 10.0;
        }

        private static String time(ResultSet row, String column) throws SQLException {
            var time = row.getObject(column, OffsetDateTime.class);
            return time == null ? null : time.toString();
        }
    }
}
