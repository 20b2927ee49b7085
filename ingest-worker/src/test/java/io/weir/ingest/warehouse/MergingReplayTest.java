package io.weir.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.decode.BatchDecoder;
import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.Decoder;
import io.weir.ingest.decode.Decoding;
import io.weir.ingest.decode.JsonFormat;
import io.weir.ingest.decode.QueriedRows;
import io.weir.ingest.decode.RowOrder;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.sink.LetterCursor;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.stage.Stage;
import io.weir.ingest.stage.StagedBatch;
import io.weir.ingest.stage.StagedFiles;
import io.weir.ingest.stage.StagingFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Letters that come back to a table into which another pipeline of the process merges just now. */
class MergingReplayTest {

    private static final Owner OWNER = Owner.of("mended");

    @TempDir
    Path folder;

    private Warehouse warehouse;
    private Connection elsewhere;
    private Connection here;

    @BeforeEach
    void leaveALetter() throws SQLException {
        warehouse = Warehouse.open(folder.resolve("w.duckdb"), new WarehouseLimits("256MB", 1, "16MB"));
        here = warehouse.connect();
        elsewhere = warehouse.connect();
        new Transaction(elsewhere, "before").run(this::claim);
        try (Statement statement = here.createStatement()) {
            statement.execute("create table people (id bigint, \"at\" bigint)");
            statement.execute("insert into weir.dead_letter by name select 'mended' as pipeline, 0 as \"partition\","
                    + " 0 as sequence, '{\"id\":1,\"at\":1}'::blob as payload, 'once' as reason, now() as recorded_at,"
                    + " 0 as generation");
        }
    }

    @AfterEach
    void close() throws SQLException {
        here.close();
        elsewhere.close();
        warehouse.close();
    }

    private int claim() throws SQLException {
        try (Statement statement = elsewhere.createStatement()) {
            MergingTurns.claim(statement, "people");
            return 1;
        }
    }

    @Test
    void lettersWaitForTheTurnOfAnotherPipeline() throws Exception {
        duringATurn(replaying((replay, batch) -> {
            replay.write(batch);
            return null;
        }));

        assertThat(QueriedRows.of(here, "select id, \"at\" from people")).containsExactly("1|1");
    }

    @Test
    void soDoesTheLookAtWhatIsRefused() throws Exception {
        assertThat(duringATurn(replaying(WarehouseLetterReplay::refused))).isEmpty();
        assertThat(duringATurn(replaying(WarehouseLetterReplay::refusedByThemselves)))
                .isEmpty();
    }

    /** What is asked of a replay. */
    private interface Asked<T> {
        T of(WarehouseLetterReplay replay, DecodedBatch batch) throws SQLException;
    }

    /** Begins while another pipeline has the table, which goes on when that waits for it, or has ended. */
    private <T> T duringATurn(Callable<T> replaying) throws Exception {
        FutureTask<T> replay = new FutureTask<>(replaying);
        Thread thread = new Thread(replay);
        warehouse.turns().alone(new TreeSet<>(List.of("main.people")), () -> new Transaction(elsewhere, "elsewhere")
                .run(() -> {
                    int claimed = claim();
                    thread.start();
                    await().until(() -> replay.isDone() || thread.getState() == Thread.State.WAITING);
                    return claimed;
                }));
        return replay.get();
    }

    private <T> Callable<T> replaying(Asked<T> asked) {
        return () -> {
            Path staging = Files.createTempDirectory(folder, "staging");
            BatchDecoder decoder = new Decoder(
                    here,
                    new Decoding(JsonFormat.INFERRED, List.of("id", "at"), RowOrder.TRACED),
                    StructType.EMPTY,
                    staging.resolve("p.json"),
                    staging.resolve("a.json"));
            LetterCursor letters = new LetterCursor(here, "weir.dead_letter", OWNER, false, -1, -1);
            MergedRows rows = new MergedRows("mended", List.of("id"), "at", null);
            WarehouseLetterReplay replay = new WarehouseLetterReplay(
                    here, warehouse, OWNER, WrittenTables.of("people", rows), letters, List.of());
            try (StagedFiles files = StagedFiles.open(staging);
                    StagingFolder stages = StagingFolder.open(staging, files)) {
                Stage stage = stages.nextStage(StagingFolder.buffer());
                letters.take(7, 1 << 20, stage);
                try (StagedBatch batch = stage.seal()) {
                    replay.claim(Set.of(0));
                    return asked.of(replay, decoder.decode(batch));
                }
            }
        };
    }
}
