package io.pulsegate.testing;

import java.util.stream.Stream;

/** The command line of a gateway on a database of the tests, with the roles that it has there. */
public final class GatewayArguments {

    private GatewayArguments() {}

    /** With {@code more}, among them its port and its secret key. */
    public static String[] on(String jdbcUrl, String... more) {
        return Stream.concat(
                        Stream.of(
                                "--spring.datasource.url=" + jdbcUrl,
                                "--spring.datasource.username=pulsegate_app",
                                "--spring.datasource.password=pulsegate_app",
                                "--spring.flyway.user=pulsegate_owner",
                                "--spring.flyway.password=pulsegate_owner",
                                "--management.server.port=0"),
                        Stream.of(more))
                .toArray(String[]::new);
    }
}
