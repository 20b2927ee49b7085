package io.weir.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.decode.Decoder;
import io.weir.ingest.decode.Decoding;
import io.weir.ingest.decode.JsonFormat;
import io.weir.ingest.decode.QueriedRows;
import io.weir.ingest.decode.RowOrder;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.stage.StagedRecords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two pipelines that merge into one table at the same time. */
class MergingTogetherTest {

    private static final int TURNS = 10;
    private static final int KEYS = 100;

    @TempDir
    Path folder;

    private final CyclicBarrier begin = new CyclicBarrier(2);

    @Test
    void aKeyThatIsNewToBothHasOneRow() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (Warehouse warehouse = Warehouse.open(folder.resolve("w.duckdb"), new WarehouseLimits("256MB", 2, "16MB"));
                Connection connection = warehouse.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create table people (id bigint, \"at\" bigint)");
            List<Future<Void>> writers = new ArrayList<>();
            writers.add(threads.submit(writer(warehouse, "one", "people", 1)));
            writers.add(threads.submit(writer(warehouse, "other", "main.People", 2)));
            for (Future<Void> writer : writers) {
                writer.get();
            }

            assertThat(QueriedRows.of(
                            connection, "select count(*), count(distinct id), min(\"at\"), max(\"at\") from people"))
                    .containsExactly(TURNS * KEYS + "|" + TURNS * KEYS + "|2|2");
        } finally {
            threads.shutdownNow();
        }
    }

    /** Writes keys that are new, together with the other one. */
    private Callable<Void> writer(Warehouse warehouse, String name, String table, int at) {
        return () -> {
            Path own = Files.createDirectory(folder.resolve(name));
            Decoding decoding = new Decoding(JsonFormat.INFERRED, List.of("id", "at"), RowOrder.READ);
            try (Connection connection = warehouse.connect();
                    WarehouseSink sink = new WarehouseSink(
                            warehouse, Owner.of(name), table, new MergedRows(name, List.of("id"), "at", null))) {
                Decoder decoder = new Decoder(
                        connection, decoding, StructType.EMPTY, own.resolve("p.json"), own.resolve("a.json"));
                sink.claim(Set.of(0));
                for (int turn = 0; turn < TURNS; turn++) {
                    int first = turn * KEYS;
                    String[] payloads = IntStream.range(first, first + KEYS)
                            .mapToObj(id -> "{\"id\":" + id + ",\"at\":" + at + "}")
                            .toArray(String[]::new);
                    begin.await();
                    sink.write(decoder.decode(StagedRecords.of(own, 0, first, payloads)));
                }
                return null;
            }
        };
    }
}
