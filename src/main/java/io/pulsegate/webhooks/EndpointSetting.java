package io.pulsegate.webhooks;

import io.pulsegate.faults.Input;
import io.pulsegate.outbound.OutboundGuard;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;

/** How an endpoint is set. */
record EndpointSetting(String name, String url, List<String> eventTypes) {

    private static final int LONGEST_NAME = 200;
    private static final int MOST_TYPES = 50;
    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9_.:-]{1,200}");

    /** The same, tidied up; or a word about what is wrong with it. */
    EndpointSetting checked(OutboundGuard guard) {
        var called = Input.text("name", name, 1, LONGEST_NAME);
        Input.require(
                eventTypes.size() <= MOST_TYPES
                        && eventTypes.stream().allMatch(type -> TYPE.matcher(type).matches()),
                "`eventTypes` must be at most 50 words such as `order.created`.");
        return new EndpointSetting(
                called,
                guard.accept("url", url).toString(),
                eventTypes.stream().distinct().sorted().toList());
    }

    static EndpointSetting of(ResultSet row) throws SQLException {
        return new EndpointSetting(
                row.getString("name"),
                row.getString("url"),
                List.of((String[]) row.getArray("event_types").getArray()));
    }
}
