package io.weir.delta.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.delta.LogFileName;
import io.weir.delta.LogFileNames;
import io.weir.delta.action.Action;
import io.weir.delta.action.ActionJson;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.RemoveFile;
import io.weir.delta.kernel.KernelTable;
import io.weir.delta.kernel.UnreadableTableException;
import io.weir.test.GoldenTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state of each example table, written as a checkpoint and read from nothing but it, is the same state. */
class GoldenCheckpointsTest {

    @TempDir
    Path temporary;

    @Test
    void kernelReadsOurCheckpointAsTheLogItStandsFor() throws IOException {
        int tables = 0;
        for (Path original : GoldenTables.tables()) {
            List<Action> state = stateOf(original);
            Path head = state.isEmpty() ? null : head(original);
            if (head == null) {
                continue;
            }
            Path copy = temporary.resolve("table-" + tables);
            Path log = Files.createDirectories(copy.resolve(LogFileNames.LOG_FOLDER));
            Files.copy(head, log.resolve(head.getFileName()));
            long version =
                    LogFileNames.commitVersion(head.getFileName().toString()).orElseThrow();
            writeCheckpoint(log, version, state);
            assertThat(lines(stateOf(copy))).as("%s", original).containsExactlyInAnyOrderElementsOf(lines(state));
            tables++;
        }
        assertThat(tables).isGreaterThan(85);
    }

    private static void writeCheckpoint(Path log, long version, List<Action> state) throws IOException {
        try (CheckpointWriter writer =
                CheckpointWriter.open(log.resolve(LogFileNames.checkpoint(version)), ParsedColumns.NONE)) {
            for (Action action : state) {
                writer.write(action);
            }
            CheckpointSummary summary = writer.finish();
            assertThat(summary.actions()).isEqualTo(state.size());
            Files.write(
                    log.resolve(LogFileNames.LAST_CHECKPOINT),
                    LastCheckpoint.of(version, summary).toBytes());
        }
    }

    /** Empty if Kernel does not read the table. */
    private static List<Action> stateOf(Path table) {
        List<Action> state = new ArrayList<>();
        try {
            KernelTable.open(table.toString()).forEachAction(state::add);
        } catch (UnreadableTableException refused) {
            return List.of();
        }
        return state;
    }

    /** The last commit; null where only checkpoints are left. */
    private static Path head(Path table) throws IOException {
        long version = KernelTable.open(table.toString()).version();
        try (Stream<Path> files = Files.list(table.resolve(LogFileNames.LOG_FOLDER))) {
            return files.filter(file ->
                            LogFileNames.parse(file.getFileName().toString()).equals(new LogFileName.Commit(version)))
                    .findAny()
                    .orElse(null);
        }
    }

    private static List<String> lines(List<Action> state) {
        return state.stream().map(GoldenCheckpointsTest::line).toList();
    }

    /** Whether a line changed data is said by commits, not by checkpoints. */
    private static String line(Action action) {
        String line = ActionJson.write(action instanceof RemoveFile remove ? remove.tombstone() : action);
        return action instanceof AddFile ? line.replace("\"dataChange\":true", "\"dataChange\":false") : line;
    }
}
