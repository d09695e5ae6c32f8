package io.pulsegate.intake;

import java.util.LinkedHashMap;
import java.util.Map;

/** Events to send. */
final class Events {

    private Events() {}

    /** The least that is stored. */
    static Map<String, Object> event(String id) {
        var event = new LinkedHashMap<String, Object>();
        event.put("specversion", "1.0");
        event.put("id", id);
        event.put("source", "/erp/warsaw");
        event.put("type", "com.example.comarch.sync");
        return event;
    }

    static Map<String, Object> event(String id, Map<String, ?> more) {
        var event = event(id);
        event.putAll(more);
        return event;
    }
}
