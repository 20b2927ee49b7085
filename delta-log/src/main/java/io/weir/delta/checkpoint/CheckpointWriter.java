package io.weir.delta.checkpoint;

import io.weir.delta.action.Action;
import io.weir.delta.action.ActionJson;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.DomainMetadata;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;
import io.weir.delta.action.RemoveFile;
import io.weir.delta.action.SetTransaction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;

/**
 * Writes a classic checkpoint, a Parquet file, from actions that come one by one: the protocol, the metadata, every live
 * file, the tombstones that have not expired, the latest transaction of each application, and domain metadata. The actions
 * pass through a file of JSON lines beside the target, so memory stays the same however many they are; one million adds
 * take some seconds. The target is ready only when {@link #finish()} returned.
 *
 * <p>Fields that the checkpoint's schema in the protocol does not have are not in it.
 */
public final class CheckpointWriter implements CheckpointSink, AutoCloseable {

    private final LineDraft lines;
    private long addFiles;
    private int protocols;
    private int metadata;

    private CheckpointWriter(LineDraft lines) {
        this.lines = lines;
    }

    /** Starts a checkpoint that is to become the file {@code target}, whose folder must be there. */
    public static CheckpointWriter open(Path target) throws IOException {
        return new CheckpointWriter(LineDraft.beside(target));
    }

    @Override
    public void write(Action action) throws IOException {
        if (action instanceof RemoveFile remove) {
            lines.write(ActionJson.write(remove.tombstone()));
        } else if (action instanceof DomainMetadata domain) {
            if (!domain.removed()) {
                lines.write(ActionJson.write(domain));
            }
        } else if (action instanceof AddFile add) {
            writeAddLine(ActionJson.write(add));
        } else if (action instanceof Protocol || action instanceof Metadata || action instanceof SetTransaction) {
            protocols += action instanceof Protocol ? 1 : 0;
            metadata += action instanceof Metadata ? 1 : 0;
            lines.write(ActionJson.write(action));
        } else {
            throw new IllegalArgumentException("A checkpoint holds no " + action.key());
        }
    }

    @Override
    public void writeAddLine(String line) throws IOException {
        LineDraft.requireAddLine(line);
        addFiles++;
        lines.write(line);
    }

    /**
     * Makes the Parquet file.
     *
     * @throws IllegalStateException unless one protocol and one metadata were written
     */
    public CheckpointSummary finish() throws IOException {
        requireOne(protocols, metadata);
        return new CheckpointSummary(lines.count(), addFiles, lines.convert(EnumSet.allOf(CheckpointColumns.class)));
    }

    static void requireOne(int protocols, int metadata) {
        if (protocols != 1 || metadata != 1) {
            throw new IllegalStateException(
                    "A checkpoint has one protocol and one metaData, not " + protocols + " and " + metadata);
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
