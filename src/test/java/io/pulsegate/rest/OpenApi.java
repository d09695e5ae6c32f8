package io.pulsegate.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.util.Objects;

/** The published document, to hold real answers against. */
final class OpenApi {

    static final String FILE = "static/api/openapi.json";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode document;

    OpenApi() throws IOException {
        document = JSON.readTree(new ClassPathResource(FILE).getContentAsByteArray());
    }

    JsonNode document() {
        return document;
    }

    /** What the document says of this path, status and media type, the answer is. */
    void describes(MvcTestResult answer) throws IOException {
        var response = answer.getResponse();
        var type = MediaType.parseMediaType(Objects.requireNonNull(response.getContentType()));
        var said =
                content(
                        Objects.requireNonNull(answer.getRequest().getRequestURI()),
                        response.getStatus(),
                        type.getType() + "/" + type.getSubtype());
        var body = response.getContentAsString();
        var value = type.getType().equals("text") ? JSON.valueToTree(body) : JSON.readTree(body);
        assertThat(schema(said.path("schema")).validate(value)).as(body).isEmpty();
    }

    private JsonNode content(String path, int status, String type) {

        var response =
                resolve(
                        document.path("paths")
                                .path(path)
                                .path("get")
                                .path("responses")
                                .path(Integer.toString(status)));
        var content = response.path("content").path(type);
        assertThat(content.isMissingNode())
                .as("nothing said of %s, %s, %s", path, status, type)
                .isFalse();
        return content;
    }

    JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
    }

    Schema schema(JsonNode schema) {
        var whole = ((ObjectNode) schema.deepCopy()).set("components", document.path("components"));
        return SCHEMAS.getSchema(whole);
    }
}
