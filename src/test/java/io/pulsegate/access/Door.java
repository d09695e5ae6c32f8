package io.pulsegate.access;

import io.pulsegate.faults.FaultWriter;
import io.pulsegate.tenancy.OrgDatabase;
import io.pulsegate.testing.TestDatabaseConfiguration;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.graphql.autoconfigure.GraphQlAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * A house with a door and nothing behind it: whatever passes is told the organisation that it asks
 * for. Not a {@code @Configuration}, or the gateway's own scan would find it.
 */
@EnableAutoConfiguration(exclude = GraphQlAutoConfiguration.class)
@ComponentScan(
        basePackageClasses = {OrgDatabase.class, FaultWriter.class, Doorkeeper.class},
        basePackages = "io.pulsegate.web")
@Import(TestDatabaseConfiguration.class)
class Door {

    @Bean
    RouterFunction<ServerResponse> whoever() {
        return RouterFunctions.route(
                RequestPredicates.path("/graphql")
                        .or(RequestPredicates.path("/health"))
                        .or(RequestPredicates.path("/api/integrations/**")),
                _ -> {
                    var who = SecurityContextHolder.getContext().getAuthentication();
                    return ServerResponse.ok()
                            .body(ViewerAuthentication.viewer(who).org().toString());
                });
    }
}
