package io.pulsegate.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.faults.FaultCode;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** That answers are as the document says is tested where the answers are. */
class OpenApiTests {

    private final OpenApi contract = new OpenApi();

    OpenApiTests() throws Exception {}

    @Test
    void describesEveryRowOfTheTable() {
        var paths = contract.document().path("paths").propertyNames();
        assertThat(paths)
                .containsAll(Shims.TABLE.stream().flatMap(shim -> shim.paths().stream()).toList());
    }

    @Test
    void namesTheRepresentationsOfEachRow() {
        for (var shim : Shims.TABLE) {
            var content =
                    contract.document()
                            .path("paths")
                            .path(shim.paths().getFirst())
                            .at("/get/responses/200/content");
            assertThat(content.propertyNames())
                    .containsExactlyInAnyOrderElementsOf(
                            shim.representations().stream()
                                    .map(one ->
                                            one.type().getType() + "/" + one.type().getSubtype())
                                    .toList());
        }
    }

    @Test
    void knowsEveryFaultCode() {
        assertThat(
                        texts(
                                contract.document()
                                        .at("/components/schemas/Problem/properties/code/enum")))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(FaultCode.values()).map(FaultCode::name).toList());
    }

    @Test
    void showsExamplesThatFitTheirSchemas() {
        var contents =
                Stream.concat(
                                contract.document()
                                        .path("paths")
                                        .valueStream()
                                        .flatMap(JsonNode::valueStream)
                                        .flatMap(one -> one.path("responses").valueStream()),
                                contract.document().at("/components/responses").valueStream())
                        .flatMap(response -> response.path("content").valueStream())
                        .filter(content -> content.has("example"))
                        .toList();
        assertThat(contents).hasSizeGreaterThan(8);
        assertThat(contents)
                .allSatisfy(content ->
                        assertThat(
                                        contract.schema(content.path("schema"))
                                                .validate(content.path("example")))
                                .isEmpty());
    }

    @Test
    void pointsOnlyAtWhatIsThere() {
        assertThat(contract.document().findValues("$ref"))
                .isNotEmpty()
                .allSatisfy(ref ->
                        assertThat(
                                        contract.document()
                                                .at(ref.asString().substring(1))
                                                .isMissingNode())
                                .as(ref.asString())
                                .isFalse());
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
