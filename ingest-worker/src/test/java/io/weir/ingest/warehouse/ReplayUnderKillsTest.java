package io.weir.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.decode.Decoder;
import io.weir.ingest.decode.Decoding;
import io.weir.ingest.decode.JsonFormat;
import io.weir.ingest.decode.QueriedRows;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.sink.Watermark;
import io.weir.ingest.source.Source;
import io.weir.ingest.source.SourceIdentity;
import io.weir.ingest.source.SourceListener;
import io.weir.ingest.source.SourcePosition;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.source.SourceStart;
import io.weir.ingest.source.files.CaptureFiles;
import io.weir.ingest.source.files.FolderSources;
import io.weir.ingest.stage.Stage;
import io.weir.ingest.stage.StagedBatch;
import io.weir.ingest.stage.StagedFiles;
import io.weir.ingest.stage.StagingFolder;
import io.weir.ingest.store.StoreAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that replays files is killed again and again, and goes on with the row after the last that the target has. */
class ReplayUnderKillsTest {

    private static final int PARTITIONS = 2;
    private static final int FILES = 60;
    private static final int EVENTS = 37;
    private static final int BATCH = 50;
    private static final WarehouseLimits LIMITS = new WarehouseLimits("256MB", 2, "16MB");

    @TempDir
    Path folder;

    @Test
    void everyRowOfEveryFileArrivesOnceHoweverOftenItsReaderIsKilled() throws Exception {
        for (int file = 0; file < FILES; file++) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                int of = partition;
                CaptureFiles.write(
                        folder.resolve("captures/hub"),
                        partition,
                        file,
                        file * EVENTS,
                        (file + 1) * EVENTS,
                        sequence -> "{\"id\":" + (sequence * PARTITIONS + of) + "}");
            }
        }

        int kills = KilledWriter.killed(Replay.class, folder);
        KilledWriter.run(Replay.class, folder, Integer.MAX_VALUE);

        int rows = FILES * EVENTS * PARTITIONS;
        assertThat(kills).isPositive();
        try (Warehouse warehouse = Warehouse.open(folder.resolve("w.duckdb"), LIMITS);
                Connection connection = warehouse.connect()) {
            assertThat(QueriedRows.of(connection, "select count(*), count(distinct id), min(id), max(id) from events"))
                    .containsExactly(rows + "|" + rows + "|0|" + (rows - 1));
        }
    }

    private record Row(int partition, long sequence, String payload) {}

    /** Takes what a poll gives, writes it, and says so, until there is nothing left. */
    static final class Replay implements SourceListener {

        private final WarehouseSink sink;

        private Replay(WarehouseSink sink) {
            this.sink = sink;
        }

        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            Path staging = Files.createTempDirectory(folder, "staging");
            try (Warehouse warehouse = Warehouse.open(folder.resolve("w.duckdb"), LIMITS);
                    Connection connection = warehouse.connect();
                    WarehouseSink sink =
                            new WarehouseSink(warehouse, Owner.of("replay"), "events", new AppendedRows());
                    StagedFiles files = StagedFiles.open(staging);
                    StagingFolder stages = StagingFolder.open(staging, files)) {
                Decoder decoder = new Decoder(
                        connection,
                        Decoding.of(JsonFormat.INFERRED),
                        sink.columns(),
                        stages.resolve("p.json"),
                        stages.resolve("a.json"));
                new Replay(sink).run(folder.resolve("captures"), stages, decoder);
            }
        }

        private void run(Path captures, StagingFolder stages, Decoder decoder) throws SQLException {
            SourceRequest request = new SourceRequest(
                    new StoreAddress("captures", StoreAddress.FILES, Map.of(StoreAddress.PATH, captures.toString())),
                    "replay",
                    "hub",
                    "group",
                    new SourceStart.Earliest());
            try (Source source = FolderSources.of(captures).open(request, this)) {
                do {
                    List<Row> rows = new ArrayList<>();
                    source.poll(
                            Duration.ZERO,
                            (partition, sequence, payload) -> rows.add(new Row(
                                    partition,
                                    sequence,
                                    StandardCharsets.UTF_8.decode(payload).toString())));
                    for (int from = 0; from < rows.size(); from += BATCH) {
                        write(rows.subList(from, Math.min(rows.size(), from + BATCH)), stages, decoder);
                    }
                } while (source.positions().values().stream().anyMatch(Replay::isBehind));
            }
        }

        private static boolean isBehind(SourcePosition position) {
            return position.next() < position.end();
        }

        private void write(List<Row> rows, StagingFolder stages, Decoder decoder) throws SQLException {
            Stage stage = stages.nextStage(StagingFolder.buffer());
            for (Row row : rows) {
                byte[] payload = row.payload().getBytes(StandardCharsets.UTF_8);
                stage.add(row.partition(), row.sequence(), ByteBuffer.wrap(payload));
            }
            try (StagedBatch batch = stage.seal()) {
                sink.write(decoder.decode(batch));
            }
            System.out.println("written");
        }

        @Override
        public void reading(SourceIdentity identity) {}

        @Override
        public Map<Integer, Long> assigned(Set<Integer> partitions) {
            Map<Integer, Long> after = new HashMap<>();
            try {
                sink.claim(partitions).forEach((partition, watermark) -> after.put(partition, held(watermark)));
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
            return after;
        }

        private static long held(Watermark watermark) {
            return watermark.sequence() == Watermark.NONE ? FROM_START : watermark.sequence();
        }

        @Override
        public Map<Integer, Long> begins(Map<Integer, Long> firsts) {
            return firsts;
        }

        @Override
        public void revoked(Set<Integer> partitions) {}

        @Override
        public void lost(Set<Integer> partitions) {}

        @Override
        public void gap(int partition, long expected, long found) {
            throw new IllegalStateException(List.of(partition, expected, found).toString());
        }
    }
}
