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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** What checkpoints of every kind hold and how often; where the few actions that are no files go is each kind's own. */
public abstract sealed class CheckpointDraft implements CheckpointSink, AutoCloseable
        permits CheckpointWriter, V2CheckpointWriter {

    private final ParquetDraft files;
    private long addFiles;
    private int protocols;
    private int metadata;

    CheckpointDraft(ParquetDraft files) {
        this.files = files;
    }

    /** Keeps an action that is no file. */
    abstract void keep(Action action) throws IOException;

    @Override
    public final void write(Action action) throws IOException {
        if (action instanceof RemoveFile remove) {
            files.write(ActionJson.write(remove.tombstone()));
        } else if (action instanceof AddFile add) {
            writeAdds(out -> {
                out.write(body(add));
                return 1;
            });
        } else if (action instanceof DomainMetadata domain) {
            if (!domain.removed()) {
                keep(domain);
            }
        } else if (action instanceof Protocol || action instanceof Metadata || action instanceof SetTransaction) {
            protocols += action instanceof Protocol ? 1 : 0;
            metadata += action instanceof Metadata ? 1 : 0;
            keep(action);
        } else {
            throw new IllegalArgumentException("A checkpoint holds no " + action.key());
        }
    }

    @Override
    public final void writeAdds(Lines bodies) throws IOException {
        addFiles += bodies.writeTo(files.adds());
    }

    /** Makes a segment of the adds that were written since the one before, if there are any. */
    public final Optional<CheckpointSegment> cut() throws IOException {
        return Optional.ofNullable(files.cut());
    }

    /**
     * Takes the files of a segment over from an earlier checkpoint, without looking at them, if the segment still is what it
     * was and would look the same in this one.
     *
     * @param checkpoint a local copy of the Parquet file that the segment is of
     * @return where it lies here; empty if its files must be written
     */
    public final Optional<CheckpointSegment> keep(Path checkpoint, CheckpointSegment segment) throws IOException {
        Optional<CheckpointSegment> kept = Optional.ofNullable(files.keep(checkpoint, segment));
        addFiles += kept.map(CheckpointSegment::files).orElse(0L);
        return kept;
    }

    /** The add's line of a log file, without the object around it. */
    private static byte[] body(AddFile add) {
        String line = ActionJson.write(add);
        String body = line.substring(line.indexOf(':') + 1, line.length() - 1);
        return (body + '\n').getBytes(StandardCharsets.UTF_8);
    }

    final long addFiles() {
        return addFiles;
    }

    final void requireOneOfEach() {
        if (protocols != 1 || metadata != 1) {
            throw new IllegalStateException(
                    "A checkpoint has one protocol and one metaData, not " + protocols + " and " + metadata);
        }
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
