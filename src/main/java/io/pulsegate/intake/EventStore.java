package io.pulsegate.intake;

import io.pulsegate.tenancy.Capacity;
import io.pulsegate.tenancy.OrgDatabase;
import io.pulsegate.tenancy.OrgId;
import io.pulsegate.tenancy.OrgTables;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

/** Stores events of one organisation in one transaction, each of them once. */
@Component
class EventStore {

    private static final Logger log = LoggerFactory.getLogger(EventStore.class);

    /** A batch is more than the few rows that the role's own time-out is meant for. */
    private static final Duration FOR_A_BATCH = Duration.ofSeconds(8);

    private static final int A_BATCH = 20;

    private static final String ADMIT = "select * from admit_events(?::json)";
    private static final String NOTE = "select note_interchanges(?::json)";
    private static final String LOG = "select log_events(?::json)";

    private final OrgDatabase database;
    private final JsonMapper json;

    EventStore(OrgDatabase database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /**
     * One answer for each event, in their order. What PostgreSQL refuses does not take the others
     * along.
     */
    List<Admitted> store(OrgId org, List<NewEvent> events) {
        try {
            return database.inOrgPersistently(
                    org, Capacity.SYSTEM, tables -> store(tables, events));
        } catch (DataIntegrityViolationException e) {
            if (events.size() == 1) {
                log.warn("an event of organisation {} cannot be stored: {}", org, said(e));
                return List.of(Admitted.refused(Refusal.Code.DATA_INVALID));
            }
            int half = events.size() / 2;
            var all = new ArrayList<>(store(org, events.subList(0, half)));
            all.addAll(store(org, events.subList(half, events.size())));
            return all;
        }
    }

    private List<Admitted> store(OrgTables tables, List<NewEvent> events) {
        if (events.size() > A_BATCH) tables.takeTime(FOR_A_BATCH);
        var admitted = new Admitted[events.size()];
        var fresh = new ArrayList<Map<String, ?>>();
        var interchanges = new ArrayList<EdiNote>();
        tables.list(
                ADMIT,
                row -> {
                    int item = row.getInt("item");
                    admitted[item] =
                            Admitted.of(
                                    row.getString("result"), row.getObject("event_id", UUID.class));
                    if (row.getString("result").equals("accepted")) {
                        var columns = events.get(item).columns();
                        columns.put("connection_id", row.getObject("connection_id", UUID.class));
                        columns.put("webhook_id", row.getObject("webhook_id", UUID.class));
                        fresh.add(columns);
                        interchanges.addAll(events.get(item).interchanges());
                    }
                    return item;
                },
                asked(events));
        if (!interchanges.isEmpty()) {
            tables.list(NOTE, _ -> true, json.writeValueAsString(interchanges));
        }
        if (!fresh.isEmpty()) tables.list(LOG, _ -> true, json.writeValueAsString(fresh));
        return List.of(admitted);
    }

    private String asked(List<NewEvent> events) {
        return json.writeValueAsString(
                IntStream.range(0, events.size()).mapToObj(i -> asked(i, events.get(i))).toList());
    }

    private static Map<String, ?> asked(int item, NewEvent event) {
        var asked = new LinkedHashMap<String, Object>();
        asked.put("item", item);
        asked.put("key", event.key());
        asked.put("id", event.id());
        asked.put("type", event.type());
        asked.put("at", event.at());
        if (event.connection() != null) asked.put("connection", event.connection());
        if (event.webhook() != null) asked.put("webhook", event.webhook());
        return asked;
    }

    /** Without the values, which PostgreSQL may quote. */
    private static String said(DataIntegrityViolationException e) {
        return Objects.requireNonNullElse(e.getClass().getSimpleName(), "refused");
    }
}
