package io.weir.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.decode.Decoder;
import io.weir.ingest.decode.Decoding;
import io.weir.ingest.decode.JsonFormat;
import io.weir.ingest.decode.QueriedRows;
import io.weir.ingest.decode.RowOrder;
import io.weir.ingest.stage.StagedRecords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The kernel refuses a write in the middle of a batch, as it does where a disk is full, to a process whose files may not grow
 * beyond a size. Each batch is there whole or not at all, and the next process goes on from there.
 */
class RefusedWritesTest {

    private static final int BATCH = 5_000;
    private static final int RECORDS = 10 * BATCH;

    /** Of a few batches; what is staged of one is smaller. */
    private static final String BYTES = "4000000";

    @TempDir
    Path folder;

    private record Ended(int exit, String said) {

        long written() {
            return said.lines().filter("written"::equals).count();
        }
    }

    private Ended run(Class<?> program, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                folder.toString()));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }

    @Test
    void aBatchOfWhichNotAllCouldBeWrittenIsWrittenOnceWhenThereIsRoom() throws Exception {
        Ended refused = run(Writer.class, BYTES);
        assertThat(refused.exit()).as(refused.said()).isNotZero();
        assertThat(refused.said()).containsIgnoringCase("file too large");
        assertThat(refused.written()).as(refused.said()).isBetween(1L, 9L);

        Ended done = run(Writer.class, "unlimited");
        assertThat(done.exit()).as(done.said()).isZero();
        assertThat(refused.written() + done.written()).isBetween(9L, 10L);
        everyRecordIsThereOnce();
    }

    /** In the log, and in a checkpoint, after which DuckDB gives an instance up: whoever asks for the file next must get another one. */
    @ParameterizedTest
    @ValueSource(strings = {"16MB", "1MB"})
    void theSameProcessGoesOnWhenThereIsRoom(String checkpointAt) throws Exception {
        Ended ended = run(Persistent.class, BYTES, checkpointAt);

        assertThat(ended.exit()).as(ended.said()).isZero();
        assertThat(ended.said()).containsIgnoringCase("file too large");
        everyRecordIsThereOnce();
    }

    private void everyRecordIsThereOnce() throws SQLException {
        try (Warehouse warehouse = Warehouse.open(folder.resolve("w.duckdb"), KilledEvents.LIMITS);
                Connection connection = warehouse.connect()) {
            assertThat(QueriedRows.of(connection, "select count(*), count(distinct id), max(id) from refused"))
                    .containsExactly(RECORDS + "|" + RECORDS + "|" + (RECORDS - 1));
        }
    }

    /** Has room again after the first refusal, and tries as a worker does: session after session. */
    static final class Persistent {

        private static final int MOST = 10;

        private Persistent() {}

        public static void main(String[] arguments) throws Exception {
            Path in = Path.of(arguments[0]);
            String bytes = arguments[1];
            Warehouses warehouses = new Warehouses(new WarehouseLimits("256MB", 2, arguments[2]));
            for (int attempt = 1; ; attempt++) {
                try {
                    Writer.write(warehouses.at(in.resolve("w.duckdb")), in, bytes);
                    return;
                } catch (SQLException refused) {
                    System.out.println(refused.getMessage());
                    bytes = "unlimited";
                    Writer.bound(bytes);
                    if (attempt == MOST) {
                        throw refused;
                    }
                }
            }
        }
    }

    /** Writes what is missing of the records. */
    static final class Writer {

        private Writer() {}

        public static void main(String[] arguments) throws Exception {
            Path in = Path.of(arguments[0]);
            try (Warehouse warehouse = Warehouse.open(in.resolve("w.duckdb"), KilledEvents.LIMITS)) {
                write(warehouse, in, arguments[1]);
            }
        }

        static void write(Warehouse warehouse, Path in, String bytes) throws Exception {
            try (Connection connection = warehouse.connect();
                    WarehouseSink sink = new WarehouseSink(warehouse, "refused", "refused")) {
                sink.claim(Set.of(0));
                // Not before: the library that the driver unpacks is larger.
                bound(bytes);
                Decoder decoder = new Decoder(
                        connection,
                        new Decoding(JsonFormat.INFERRED, List.of(), RowOrder.READ),
                        sink.columns(),
                        in.resolve("p.json"),
                        in.resolve("a.json"));
                for (long next = next(sink); next < RECORDS; next = next(sink)) {
                    sink.write(decoder.decode(StagedRecords.of(in, 0, next, payloads(next))));
                    System.out.println("written");
                }
            }
        }

        static void bound(String bytes) throws IOException, InterruptedException {
            Process bounding = new ProcessBuilder(
                            "prlimit",
                            "--pid",
                            Long.toString(ProcessHandle.current().pid()),
                            // What is bounded softly can have room again.
                            "--fsize=" + bytes + ":unlimited")
                    .inheritIO()
                    .start();
            if (bounding.waitFor() != 0) {
                throw new IOException("the size of files could not be bounded");
            }
        }

        private static long next(WarehouseSink sink) {
            return sink.owned().get(0).sequence() + 1;
        }

        private static String[] payloads(long from) {
            Random random = new Random(from);
            return IntStream.range(0, BATCH)
                    .mapToObj(index -> "{\"id\":" + (from + index) + ",\"text\":\""
                            + Long.toHexString(random.nextLong()).repeat(2)
                            + Long.toHexString(random.nextLong()).repeat(10) + "\"}")
                    .toArray(String[]::new);
        }
    }
}
