package io.weir.metadata.mirror;

import io.weir.metadata.MetadataServer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Tables of any kind, of which what SQL says is what Delta Kernel reads, at each version: from log files and from checkpoints of
 * either kind.
 *
 * <p>{@code -Dweir.tables=100} is the number of tables and {@code -Dweir.tables.seed=42} the first seed; a failure names its own.
 */
class RandomTablesTest {

    private static final int VERSIONS = 12;

    @TempDir
    static Path folder;

    @AutoClose
    private static MetadataServer server;

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(
                Path.of(System.getProperty("weir.tables.folder", folder.toString())),
                "--weir.metadata.mirror.segment-files=4",
                "--weir.metadata.mirror.poll-interval=20ms");
    }

    static LongStream seeds() {
        long first = Long.getLong("weir.tables.seed", 1);
        return LongStream.range(first, first + Integer.getInteger("weir.tables", 8));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatSqlSaysIsWhatKernelReads(long seed) {
        String name = "any" + seed;
        RandomTable table = new RandomTable(name, seed);
        server.post("/api/v1/tables", table.creation()).expect(201);
        for (int version = 1; version <= VERSIONS; version++) {
            server.post("/api/v1/tables/" + name + "/commits", table.next(version - 1, metadata(name)))
                    .expect(200);
        }
        new ReplayEquality(server, name).holdsEverywhere();
    }

    private static Map<String, Object> metadata(String table) {
        JsonNode now =
                server.get("/api/v1/tables/" + table + "/snapshot").expect(200).json();
        Map<String, Object> metadata = new LinkedHashMap<>();
        now.get("metadata").properties().forEach(field -> metadata.put(field.getKey(), field.getValue()));
        return metadata;
    }
}
