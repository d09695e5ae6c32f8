package io.pulsegate.tenancy;

import java.util.Map;

/**
 * Driver settings without which an outage is never noticed or tells too much; all times in seconds.
 */
final class PostgresSettings {

    static final Map<String, String> ALL =
            Map.of(
                    "socketTimeout", "5",
                    "connectTimeout", "2",
                    "loginTimeout", "3",
                    "cancelSignalTimeout", "2",
                    "tcpKeepAlive", "true",
                    // the server's DETAIL may quote rows
                    "logServerErrorDetail", "false");

    private PostgresSettings() {}
}
