package io.pulsegate.webhooks;

import io.pulsegate.faults.Fault;
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
        var called = name.strip();
        require(
                !called.isEmpty() && called.length() <= LONGEST_NAME && called.indexOf('\0') < 0,
                "`name` must have 1 to 200 characters.");
        require(
                eventTypes.size() <= MOST_TYPES
                        && eventTypes.stream().allMatch(type -> TYPE.matcher(type).matches()),
                "`eventTypes` must be at most 50 words such as `order.created`.");
        return new EndpointSetting(
                called,
                guard.accept("url", url).toString(),
                eventTypes.stream().distinct().sorted().toList());
    }

    private static void require(boolean right, String words) {
        if (!right) {
            throw new Fault.Invalid(words);
        }
    }

    static EndpointSetting of(ResultSet row) throws SQLException {
        return new EndpointSetting(
                row.getString("name"),
                row.getString("url"),
                List.of((String[]) row.getArray("event_types").getArray()));
    }
}
