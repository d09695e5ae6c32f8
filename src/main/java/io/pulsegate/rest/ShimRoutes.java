package io.pulsegate.rest;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** Hangs the table's rows at their paths. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class ShimRoutes {

    @Bean
    RouterFunction<ServerResponse> shims(ShimHandler handler) {
        var routes = RouterFunctions.route();
        for (var shim : Shims.TABLE) {
            for (var path : shim.paths()) {
                routes.route(
                        RequestPredicates.path(path), request -> handler.answer(request, shim));
            }
        }
        return routes.build();
    }
}
