package io.weir.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Whatever changes, replaces or deletes something takes the tag that it was read with, and needs none. */
class PreconditionsTest {

    private static final Set<String> CHANGES = Set.of("put", "patch", "delete");

    @Test
    void everyChangeTakesATagAndNoneNeedsOne() throws IOException {
        JsonNode paths = new ObjectMapper()
                .readTree(Files.readString(Compose.home().resolve("clients/openapi.json")))
                .path("paths");

        List<String> without = paths.properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(operation -> CHANGES.contains(operation.getKey()))
                        .filter(operation -> !isConditional(operation.getValue()))
                        .map(operation -> operation.getKey() + " " + path.getKey()))
                .toList();

        assertThat(without).isEmpty();
    }

    private static boolean isConditional(JsonNode operation) {
        List<JsonNode> tags = StreamSupport.stream(operation.path("parameters").spliterator(), false)
                .filter(parameter -> parameter.path("name").asText().equals("If-Match"))
                .toList();
        JsonNode answers = operation.path("responses");
        return tags.size() == 1
                && tags.get(0).path("in").asText().equals("header")
                && !tags.get(0).path("required").asBoolean()
                && answers.has("412")
                && !answers.has("428");
    }
}
