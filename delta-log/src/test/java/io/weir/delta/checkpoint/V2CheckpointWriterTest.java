package io.weir.delta.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.delta.LogFileNames;
import io.weir.delta.action.Action;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.FileAction;
import io.weir.delta.kernel.KernelTable;
import io.weir.delta.log.LogListing;
import io.weir.delta.storage.LocalObjects;
import io.weir.test.GoldenTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class V2CheckpointWriterTest {

    @TempDir
    Path temporary;

    @Test
    void kernelReadsTheTableFromItAlone() throws Exception {
        KernelTable original =
                KernelTable.open(GoldenTables.table("v2-checkpoint-json").toString());
        List<Action> state = new ArrayList<>();
        original.forEachAction(state::add);
        Path log = Files.createDirectories(temporary.resolve(LogFileNames.LOG_FOLDER + "/_sidecars"))
                .getParent();
        String commit = LogFileNames.commit(original.version());
        Files.write(
                log.resolve(commit),
                Files.readAllBytes(GoldenTables.table("v2-checkpoint-json").resolve("_delta_log/" + commit)));

        CheckpointSummary summary = write(log, original.version(), state);

        assertThat(summary.actions()).isEqualTo(state.size() + 2);
        assertThat(summary.addFiles()).isEqualTo(original.fileCount());
        assertThat(found()).isEqualTo(summary);
        KernelTable copy = KernelTable.open(temporary.toString());
        assertThat(paths(copy)).isEqualTo(paths(original)).hasSize(4);
        assertThat(copy.metadata()).isEqualTo(original.metadata());
    }

    @Test
    void aTableWithoutFilesNeedsNoSidecar() throws Exception {
        List<Action> state = new ArrayList<>();
        KernelTable.open(GoldenTables.table("v2-checkpoint-json").toString()).forEachAction(state::add);
        state.removeIf(FileAction.class::isInstance);
        CheckpointSummary summary = write(Files.createDirectories(temporary.resolve("_delta_log")), 2, state);
        assertThat(summary.actions()).isEqualTo(state.size() + 1);
        assertThat(temporary.resolve("_delta_log/_sidecars")).doesNotExist();
        assertThat(found()).isEqualTo(summary);
    }

    /** What a reader finds. */
    private CheckpointSummary found() throws IOException, CorruptCheckpointException {
        LocalObjects objects = new LocalObjects(temporary);
        return new CheckpointReader(objects, temporary.resolve("read"))
                .summary(LogListing.of(objects).checkpoints().get(0));
    }

    @Test
    void aCheckpointWithoutProtocolIsRefused() {
        assertThatThrownBy(() -> write(Files.createDirectories(temporary.resolve("x")), 2, List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not 0 and 0");
    }

    private static CheckpointSummary write(Path log, long version, List<Action> state) throws IOException {
        UUID id = UUID.randomUUID();
        try (V2CheckpointWriter writer = V2CheckpointWriter.open(log.resolve("made.parquet"), ParsedColumns.NONE)) {
            for (Action action : state) {
                writer.write(action);
            }
            if (writer.finishSidecar()) {
                Files.move(log.resolve("made.parquet"), log.resolve(LogFileNames.sidecar(id)));
            }
            byte[] topLevel = writer.topLevel(version, id + ".parquet", 1);
            Files.write(log.resolve(LogFileNames.v2Checkpoint(version, id, false)), topLevel);
            return writer.summary(topLevel.length);
        }
    }

    private static List<String> paths(KernelTable table) {
        return table.files().stream().map(AddFile::path).sorted().toList();
    }
}
