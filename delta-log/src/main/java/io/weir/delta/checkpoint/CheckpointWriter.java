package io.weir.delta.checkpoint;

import io.weir.delta.action.Action;
import io.weir.delta.action.ActionJson;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.DomainMetadata;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;
import io.weir.delta.action.RemoveFile;
import io.weir.delta.action.SetTransaction;
import io.weir.delta.storage.StorageException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Writes a classic checkpoint, a Parquet file, from actions that come one by one: the protocol, the metadata, every live
 * file, the tombstones that have not expired, the latest transaction of each application, and domain metadata. The actions
 * pass through a file of JSON lines beside the target, so memory stays the same however many they are; one million adds
 * take some seconds. The target is ready only when {@link #finish()} returned.
 *
 * <p>Fields that the checkpoint's schema in the protocol does not have are not in it.
 */
public final class CheckpointWriter implements AutoCloseable {

    private static final String ADD_LINE = "{\"" + AddFile.KEY + "\":";

    private final Path target;
    private final Path draft;
    private final BufferedWriter lines;
    private long actions;
    private long addFiles;
    private int protocols;
    private int metadata;
    private int longestLine;

    private CheckpointWriter(Path target, Path draft, BufferedWriter lines) {
        this.target = target;
        this.draft = draft;
        this.lines = lines;
    }

    /** Starts a checkpoint that is to become the file {@code target}, whose folder must be there. */
    public static CheckpointWriter open(Path target) throws IOException {
        Path draft = target.resolveSibling(target.getFileName() + ".ndjson");
        return new CheckpointWriter(target, draft, Files.newBufferedWriter(draft, StandardCharsets.UTF_8));
    }

    /**
     * Adds an action; removes lose their statistics, and domain metadata that is removed is left out.
     *
     * @throws IllegalArgumentException if actions of this kind are in no classic checkpoint
     */
    public void write(Action action) throws IOException {
        if (action instanceof RemoveFile remove) {
            writeLine(ActionJson.write(remove.tombstone()));
        } else if (action instanceof DomainMetadata domain) {
            if (!domain.removed()) {
                writeLine(ActionJson.write(domain));
            }
        } else if (action instanceof AddFile add) {
            writeAddLine(ActionJson.write(add));
        } else if (action instanceof Protocol || action instanceof Metadata || action instanceof SetTransaction) {
            protocols += action instanceof Protocol ? 1 : 0;
            metadata += action instanceof Metadata ? 1 : 0;
            writeLine(ActionJson.write(action));
        } else {
            throw new IllegalArgumentException("A checkpoint holds no " + action.key());
        }
    }

    /** Adds a live file from the line of its commit, {@code {"add":{…}}}, without reading it: the quickest way. */
    public void writeAddLine(String line) throws IOException {
        if (!line.startsWith(ADD_LINE) || line.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("Not one line of an add: " + line);
        }
        addFiles++;
        writeLine(line);
    }

    private void writeLine(String line) throws IOException {
        actions++;
        longestLine = Math.max(longestLine, line.length());
        lines.write(line);
        lines.write('\n');
    }

    /**
     * Makes the Parquet file.
     *
     * @throws IllegalStateException unless one protocol and one metadata were written
     */
    public CheckpointSummary finish() throws IOException {
        if (protocols != 1 || metadata != 1) {
            throw new IllegalStateException(
                    "A checkpoint has one protocol and one metaData, not " + protocols + " and " + metadata);
        }
        lines.close();
        try {
            ParquetConversion.convert(draft, target, longestLine);
        } catch (SQLException failure) {
            throw new StorageException("Cannot write checkpoint " + target + ": " + failure.getMessage(), failure);
        }
        return new CheckpointSummary(actions, addFiles, Files.size(target));
    }

    /** Takes away what was only needed on the way. */
    @Override
    public void close() throws IOException {
        lines.close();
        Files.deleteIfExists(draft);
    }
}
