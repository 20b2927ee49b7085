package io.weir.metadata.commit;

import static io.weir.metadata.Requests.add;
import static io.weir.metadata.Requests.remove;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.weir.metadata.MetadataServer;
import io.weir.metadata.MetadataServer.Answer;
import io.weir.metadata.Requests;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Two commits that were prepared on the same version, of which either may win: whether the other is made is asked of both orders.
 * What of the winner's is looked at is chosen by Postgres, so that the rules are held here through the whole service.
 */
class ConflictDirectionsTest {

    private static final String MADE = "";

    /** One more than every table here has. */
    private static final Map<String, Object> FEATURES = Map.of(
            "minReaderVersion",
            1,
            "minWriterVersion",
            7,
            "writerFeatures",
            List.of("appendOnly", "inCommitTimestamp", "invariants", "changeDataFeed"));

    @TempDir
    static Path folder;

    @AutoClose
    private static MetadataServer server;

    private static final AtomicInteger tables = new AtomicInteger();

    private String table = "";

    /** What is committed, on the version that both were prepared on. */
    private enum Side {
        APPENDS(List.of("add")),
        APPENDS_WHAT_IT_READ(List.of("add", "read all")),
        REMOVES(List.of("remove")),
        READS_ALL_OF_A_SNAPSHOT(List.of("add", "read all", "snapshot")),
        REARRANGES(List.of("rearranged", "read all")),
        CHANGES_METADATA(List.of("metadata")),
        CHANGES_METADATA_AND_READS_ALL(List.of("metadata", "read all")),
        ADDS_A_FEATURE(List.of("feature"));

        private final List<String> parts;

        Side(List<String> parts) {
            this.parts = parts;
        }
    }

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(folder, "--weir.metadata.mirror.workers=0");
    }

    @BeforeEach
    void aTableAtVersionOne() {
        table = "directions_" + tables.incrementAndGet();
        server.post("/api/v1/tables", Requests.table(table)).expect(201);
        commit(Requests.commit(add("old", 1), add("other", 1))).expect(200);
    }

    static Stream<Arguments> pairs() {
        return Stream.of(
                both(Side.APPENDS, Side.REMOVES, MADE, MADE),
                both(Side.APPENDS, Side.APPENDS_WHAT_IT_READ, MADE, MADE),
                both(Side.APPENDS_WHAT_IT_READ, Side.APPENDS_WHAT_IT_READ, "concurrent-append", "concurrent-append"),
                both(Side.APPENDS_WHAT_IT_READ, Side.REARRANGES, MADE, "concurrent-append"),
                both(Side.REMOVES, Side.APPENDS_WHAT_IT_READ, "delete-read", MADE),
                both(Side.REMOVES, Side.READS_ALL_OF_A_SNAPSHOT, "delete-read", MADE),
                both(Side.REMOVES, Side.REMOVES, "delete-delete", "delete-delete"),
                both(Side.REMOVES, Side.REARRANGES, "delete-read", "delete-delete"),
                both(Side.CHANGES_METADATA, Side.CHANGES_METADATA, "metadata-changed", "metadata-changed"),
                both(Side.CHANGES_METADATA, Side.APPENDS, "metadata-changed", MADE),
                both(Side.CHANGES_METADATA, Side.REMOVES, "metadata-changed", MADE),
                both(Side.APPENDS, Side.CHANGES_METADATA_AND_READS_ALL, "concurrent-append", "metadata-changed"),
                both(Side.ADDS_A_FEATURE, Side.ADDS_A_FEATURE, "protocol-changed", "protocol-changed"),
                both(Side.ADDS_A_FEATURE, Side.APPENDS, MADE, MADE),
                both(Side.ADDS_A_FEATURE, Side.CHANGES_METADATA, MADE, "metadata-changed"));
    }

    private static Arguments both(Side one, Side other, String ifOneWins, String ifOtherWins) {
        return argumentSet(one + " and " + other, one, other, ifOneWins, ifOtherWins);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void theOneWins(Side one, Side other, String ifOneWins, String ifOtherWins) {
        assertOutcome(one, other, ifOneWins);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void theOtherWins(Side one, Side other, String ifOneWins, String ifOtherWins) {
        assertOutcome(other, one, ifOtherWins);
    }

    private void assertOutcome(Side winner, Side later, String reason) {
        Map<String, Object> first = body(winner, "first");
        Map<String, Object> second = body(later, "second");
        commit(first).expect(200);
        Answer answer = commit(second);
        if (reason.isEmpty()) {
            JsonNode made = answer.expect(200).json();
            assertThat(made.get("version").longValue()).isEqualTo(3);
            assertThat(made.get("rebasedFrom").longValue()).isEqualTo(1);
            return;
        }
        JsonNode problem = answer.expect(409).json();
        assertThat(problem.get("reason").stringValue()).isEqualTo(reason);
        assertThat(problem.get("winningVersion").longValue()).isEqualTo(2);
        assertThat(head().get("version").longValue()).isEqualTo(2);
    }

    private Map<String, Object> body(Side side, String name) {
        List<Map<String, Object>> actions = new ArrayList<>();
        Map<String, Object> reads = new HashMap<>(Map.of("readVersion", 1));
        for (String part : side.parts) {
            switch (part) {
                case "add" -> actions.add(add(name, 1));
                case "remove" -> actions.add(remove("old"));
                case "rearranged" -> {
                    actions.add(unchanging(remove("old")));
                    actions.add(unchanging(add(name, 1)));
                }
                case "metadata" -> actions.add(metadata(name));
                case "feature" -> actions.add(Map.of("protocol", FEATURES));
                case "read all" -> reads.put("readWholeTable", true);
                default -> reads.put("isolationLevel", "SNAPSHOT");
            }
        }
        Map<String, Object> body = Requests.commit(actions.toArray(Map[]::new));
        body.putAll(reads);
        return body;
    }

    private static Map<String, Object> unchanging(Map<String, Object> action) {
        String kind = action.keySet().iterator().next();
        ObjectNode file = MetadataServer.JSON.valueToTree(action.get(kind));
        return Map.of(kind, file.put("dataChange", false));
    }

    private Map<String, Object> metadata(String comment) {
        ObjectNode changed = (ObjectNode) server.get("/api/v1/tables/" + table + "/snapshot")
                .expect(200)
                .json()
                .get("metadata");
        changed.withObjectProperty("configuration").put("comment", comment);
        return new LinkedHashMap<>(Map.of("metaData", changed));
    }

    private JsonNode head() {
        return server.get("/api/v1/tables/" + table).expect(200).json();
    }

    private Answer commit(Map<String, Object> body) {
        return server.post("/api/v1/tables/" + table + "/commits", body);
    }
}
