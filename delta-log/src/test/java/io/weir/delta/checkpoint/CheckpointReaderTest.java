package io.weir.delta.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.delta.LogFileNames;
import io.weir.delta.action.Action;
import io.weir.delta.action.ActionJson;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.RemoveFile;
import io.weir.delta.kernel.KernelTable;
import io.weir.delta.kernel.UnreadableTableException;
import io.weir.delta.log.CheckpointFiles;
import io.weir.delta.log.CheckpointFiles.Kind;
import io.weir.delta.log.LogListing;
import io.weir.delta.storage.LocalObjects;
import io.weir.test.GoldenTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints of every kind, as the Delta project's writers left them, against what Kernel makes of them. */
class CheckpointReaderTest {

    @TempDir
    Path temporary;

    @Test
    void readsWhatKernelReads() throws Exception {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        int read = 0;
        for (Path table : GoldenTables.tables()) {
            LocalObjects objects = new LocalObjects(table);
            for (CheckpointFiles checkpoint : LogListing.of(objects).checkpoints()) {
                if (!kernelReads(table, checkpoint.version())) {
                    assertThat(reader(table).problem(checkpoint)).isPresent();
                    continue;
                }
                List<Action> ours = new ArrayList<>();
                reader(table).read(checkpoint, ours::add);
                List<Action> theirs = new ArrayList<>();
                KernelTable.open(table.toString(), checkpoint.version()).forEachAction(theirs::add);
                assertThat(lines(ours)).as("%s", checkpoint).containsExactlyInAnyOrderElementsOf(lines(theirs));
                kinds.add(checkpoint.kind());
                read++;
            }
        }
        assertThat(kinds).containsExactlyInAnyOrder(Kind.values());
        assertThat(read).isGreaterThan(12);
    }

    private CheckpointReader reader(Path table) {
        return new CheckpointReader(new LocalObjects(table), temporary);
    }

    private static boolean kernelReads(Path table, long version) {
        try {
            return KernelTable.open(table.toString(), version).version() == version;
        } catch (UnreadableTableException refused) {
            return false;
        }
    }

    /** Kernel drops tombstones that have expired by now, and tells no data change and no tags. */
    private static List<String> lines(List<Action> actions) {
        return actions.stream()
                .filter(action -> !(action instanceof RemoveFile))
                .map(action -> action instanceof AddFile add ? text(add) : ActionJson.write(action))
                .toList();
    }

    private static String text(AddFile add) {
        return add.path()
                + add.partitionValues()
                + add.size()
                + add.modificationTime()
                + add.stats()
                + add.deletionVector();
    }

    @Test
    void aTruncatedFileIsNamed() throws Exception {
        Path table = copy("checkpoint");
        Path file = table.resolve(LogFileNames.LOG_FOLDER).resolve(LogFileNames.checkpoint(10));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
        assertCorrupt(table, "00000000000000000010.checkpoint.parquet cannot be read");
    }

    @Test
    void aMissingSidecarIsNamed() throws Exception {
        Path table = copy("v2-checkpoint-json");
        try (var sidecars = Files.list(table.resolve("_delta_log/_sidecars"))) {
            Files.delete(sidecars.sorted().findFirst().orElseThrow());
        }
        assertCorrupt(table, "_sidecars/00000000000000000002.checkpoint.0000000001.");
    }

    @Test
    void aCheckpointWithoutItsPartsIsNone() throws IOException {
        Path table = copy("multi-part-checkpoint");
        Files.delete(table.resolve("_delta_log/00000000000000000001.checkpoint.0000000002.0000000002.parquet"));
        assertThat(LogListing.of(new LocalObjects(table)).checkpoints()).isEmpty();
    }

    private void assertCorrupt(Path table, String message) throws IOException {
        CheckpointFiles checkpoint =
                LogListing.of(new LocalObjects(table)).checkpoints().get(0);
        assertThatThrownBy(() -> reader(table).read(checkpoint, action -> {}))
                .isInstanceOf(CorruptCheckpointException.class)
                .hasMessageContaining(message);
        assertThat(temporary).isDirectoryNotContaining("glob:**.parquet");
    }

    private Path copy(String name) throws IOException {
        Path from = GoldenTables.table(name).resolve(LogFileNames.LOG_FOLDER);
        Path table = temporary.resolve(name);
        try (var files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = table.resolve(LogFileNames.LOG_FOLDER).resolve(from.relativize(file));
                Files.createDirectories(to.getParent());
                Files.write(to, Files.readAllBytes(file));
            }
        }
        return table;
    }
}
