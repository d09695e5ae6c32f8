package io.pulsegate.tenancy;

import java.util.Map;

/**
 * Driver settings without which an outage is never noticed or tells too much; all times in seconds.
 */
final class PostgresSettings {

    static final Map<String, String> ALL =
            Map.of(
                    "socketTimeout", "15",
                    "connectTimeout", "3",
                    "loginTimeout", "5",
                    "cancelSignalTimeout", "2",
                    "tcpKeepAlive", "true",
                    // the server's DETAIL may quote rows
                    "logServerErrorDetail", "false");

    private PostgresSettings() {}
}
