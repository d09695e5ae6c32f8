package io.pulsegate.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pulsegate.faults.FaultCode;
import io.pulsegate.faults.Problem;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What Tomcat refuses before any of us sees it, such as a malformed path, is a problem too. */
@Component
@ConditionalOnWebApplication
class ContainerErrors implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private final JsonMapper json;

    ContainerErrors(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void customize(TomcatServletWebServerFactory tomcat) {
        tomcat.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new ProblemValve(json)));
    }

    /** Stands in front of Tomcat's own, which writes HTML where nothing was written yet. */
    private static final class ProblemValve extends ErrorReportValve {
        private final JsonMapper json;

        ProblemValve(JsonMapper json) {
            this.json = json;
        }

        @Override
        protected void report(Request request, Response response, @Nullable Throwable thrown) {
            int status = response.getStatus();
            if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            try {
                write(response, FaultCode.ofStatus(status));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void write(Response response, FaultCode code) throws IOException {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setCharacterEncoding(UTF_8);
            var writer = response.getReporter();
            if (writer != null) { // null: somebody else has begun to answer
                writer.write(json.writeValueAsString(Problem.of(code, code.title() + ".")));
                response.finishResponse();
            }
        }
    }
}
