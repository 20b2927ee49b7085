package io.weir.delta.checkpoint;

import io.weir.delta.action.Action;
import io.weir.delta.action.ActionJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;

/**
 * Writes a classic checkpoint, a Parquet file, from actions that come one by one: the protocol, the metadata, every live
 * file, the tombstones that have not expired, the latest transaction of each application, and domain metadata. The actions
 * pass through files of JSON lines beside the target, so memory stays the same however many they are; one million adds
 * take some seconds. The target is ready only when {@link #finish()} returned.
 *
 * <p>Fields that the checkpoint's schema in the protocol does not have are not in it.
 */
public final class CheckpointWriter extends CheckpointDraft {

    private final ParquetDraft lines;

    private CheckpointWriter(ParquetDraft lines) {
        super(lines);
        this.lines = lines;
    }

    /** Starts a checkpoint that is to become the file {@code target}, whose folder must be there. */
    public static CheckpointWriter open(Path target, ParsedColumns parsed) throws IOException {
        return new CheckpointWriter(ParquetDraft.of(target, EnumSet.allOf(CheckpointColumns.class), parsed));
    }

    @Override
    void keep(Action action) throws IOException {
        lines.write(ActionJson.write(action));
    }

    /**
     * Makes the Parquet file.
     *
     * @throws IllegalStateException unless one protocol and one metadata were written
     */
    public CheckpointSummary finish() throws IOException {
        requireOneOfEach();
        long bytes = lines.finish();
        return new CheckpointSummary(lines.count() + addFiles(), addFiles(), bytes);
    }
}
