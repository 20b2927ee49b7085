package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.lineage.openlineage.EventJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What this service serves is what the committed document says of it: paths, operations and parameters. */
class ApiDocumentTest {

    private static final Set<String> TAGS = Set.of("Runs", "Snapshots", "Lineage", "Live", "Datasets");
    private static final Path COMMITTED = Path.of("../clients/openapi.json");

    @Test
    void theOperationsAreThoseOfTheCommittedDocument() throws IOException {
        try (TestService service = new TestService()) {
            JsonNode running = service.get("/v3/api-docs").json();
            // What the committed document has to take over where they differ.
            Files.writeString(Path.of("target/api-docs.json"), EventJson.write(running));
            assertThat(operations(running)).isEqualTo(operations(EventJson.read(Files.readString(COMMITTED))));
        }
    }

    private static Set<String> operations(JsonNode document) {
        Set<String> operations = new TreeSet<>();
        document.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(method ->
                        TAGS.contains(method.getValue().path("tags").path(0).asString("")))
                .forEach(method -> operations.add(method.getKey() + " " + path.getKey() + " "
                        + method.getValue().path("operationId").stringValue()
                        + parameters(method.getValue()))));
        return operations;
    }

    private static Set<String> parameters(JsonNode operation) {
        Set<String> parameters = new TreeSet<>();
        operation
                .path("parameters")
                .forEach(parameter -> parameters.add(parameter.path("in").stringValue() + " "
                        + parameter.path("name").stringValue()));
        return parameters;
    }
}
