package io.pulsegate.gate;

import jakarta.servlet.ServletException;

import org.jspecify.annotations.Nullable;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.webmvc.GraphQlHttpHandler;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.function.ServerResponse.HeadersBuilder.WriteFunction;

import java.util.Map;

/** GraphQL over HTTP, which writes an answer that is encoded already as it is. */
final class EncodingHandler extends GraphQlHttpHandler {

    /** The attribute of requests by this door: others could not write what is encoded. */
    static final String TAKES_ENCODED = EncodingHandler.class.getName();

    EncodingHandler(WebGraphQlHandler engine, @Nullable HttpMessageConverter<?> converter) {
        super(engine, converter);
    }

    @Override
    public ServerResponse handleRequest(ServerRequest request) throws ServletException {
        request.attributes().put(TAKES_ENCODED, true);
        return super.handleRequest(request);
    }

    @Override
    protected @Nullable WriteFunction getWriteFunction(
            Map<String, Object> answer, MediaType contentType) {
        if (!(answer instanceof EncodedAnswer encoded)) {
            return super.getWriteFunction(answer, contentType);
        }
        return (_, response) -> {
            response.setContentType(contentType.toString());
            encoded.writeTo(response.getOutputStream());
            return null;
        };
    }
}
