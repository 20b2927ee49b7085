package io.weir.delta.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.delta.InvalidActionException;
import io.weir.delta.json.DeltaJson;
import io.weir.test.GoldenTables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Every commit of the Delta project's example tables is read and written back without a loss. */
class GoldenCommitsTest {

    @Test
    void everyCommitSurvivesReadingAndWriting() throws IOException {
        int commits = 0;
        Set<String> refused = new TreeSet<>();
        for (Path table : GoldenTables.tables()) {
            for (Path commit : GoldenTables.commits(table)) {
                byte[] original = Files.readAllBytes(commit);
                try {
                    List<Action> actions = CommitFile.read(original);
                    byte[] written = CommitFile.write(actions);
                    assertThat(lines(written)).as("%s", commit).containsExactlyInAnyOrderElementsOf(lines(original));
                    assertThat(CommitFile.write(CommitFile.read(written))).isEqualTo(written);
                    commits++;
                } catch (InvalidActionException invalid) {
                    refused.add(table.getFileName() + ": " + invalid.getMessage());
                }
            }
        }
        assertThat(commits).isGreaterThan(200);
        // The protocol asks for a schema; these tables were made for tests of Spark and have none.
        assertThat(refused).hasSize(10).allMatch(message -> message.contains("metaData.schemaString: is missing"));
    }

    private static List<JsonNode> lines(byte[] commit) {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : new String(commit, StandardCharsets.UTF_8).split("\n", -1)) {
            if (!line.isBlank()) {
                lines.add(withoutAbsent(DeltaJson.parse(line, "line")));
            }
        }
        return lines;
    }

    /** A field that is null is one that is not there, but for partition values. */
    private static JsonNode withoutAbsent(JsonNode line) {
        for (JsonNode body : line) {
            dropNulls(body);
        }
        return line;
    }

    private static void dropNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List.copyOf(object.propertyNames()).forEach(name -> {
                if (object.get(name).isNull()) {
                    object.remove(name);
                }
            });
        } else if (node instanceof ArrayNode array) {
            array.forEach(GoldenCommitsTest::dropNulls);
        }
    }
}
