package io.pulsegate.gate;

import io.pulsegate.operations.Operations;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.webmvc.GraphQlHttpHandler;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

import java.io.IOException;

/** Where Spring's GraphQL over HTTP stops short of the specification. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class GraphQlHttpConfiguration {

    /** Before Spring Boot's own routes (order 0), which know only POST. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> graphQlRefusalsAndGet(
            WebGraphQlHandler engine, Operations operations, JsonMapper json) {
        // without a converter of its own, so that it reads the body that the door makes
        var door = new GraphQlDoor(new EncodingHandler(engine, null), operations, json);
        return RouterFunctions.route(door::concerns, door::answer);
    }

    @Bean
    GraphQlHttpHandler graphQlHttpHandler(WebGraphQlHandler engine, JsonMapper json) {
        return new EncodingHandler(engine, new NothingRefused(json));
    }

    /** The JSON {@code null} is no request; Spring would stumble over it. */
    private static final class NothingRefused extends JacksonJsonHttpMessageConverter {
        NothingRefused(JsonMapper json) {
            super(json);
        }

        @Override
        protected Object readInternal(Class<?> type, HttpInputMessage message) throws IOException {
            Object body = super.readInternal(type, message);
            if (body == null) {
                throw new HttpMessageNotReadableException("The body is null", message);
            }
            return body;
        }
    }

    /** A number is no text: {@code {"query": 1}} is refused, not read as {@code "1"}. */
    @Bean
    JsonMapperBuilderCustomizer strictText() {
        return json ->
                json.withCoercionConfig(
                        LogicalType.Textual,
                        text ->
                                text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                        .setCoercion(
                                                CoercionInputShape.Boolean, CoercionAction.Fail));
    }
}
