package io.weir.delta.checkpoint;

import io.weir.delta.action.Action;
import io.weir.delta.action.CheckpointMetadata;
import io.weir.delta.action.CommitFile;
import io.weir.delta.action.Sidecar;
import io.weir.delta.json.UnknownFields;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * Writes a checkpoint of the second kind: every file action in one sidecar, a Parquet file, and all the rest in a short
 * file of JSON lines that names the sidecar. Memory grows with transactions and domains, not with files.
 */
public final class V2CheckpointWriter extends CheckpointDraft {

    private final ParquetDraft files;
    private final List<Action> rest = new ArrayList<>();
    private long sidecarBytes;

    private V2CheckpointWriter(ParquetDraft files) {
        super(files);
        this.files = files;
    }

    /** Starts a checkpoint whose sidecar is to become the file {@code sidecar}, whose folder must be there. */
    public static V2CheckpointWriter open(Path sidecar, ParsedColumns parsed) throws IOException {
        return new V2CheckpointWriter(ParquetDraft.of(sidecar, EnumSet.of(CheckpointColumns.REMOVE), parsed));
    }

    @Override
    void keep(Action action) {
        rest.add(action);
    }

    /** Makes the sidecar, which is to be stored before the file that names it; false if there are no files to name. */
    public boolean finishSidecar() throws IOException {
        if (files.count() + addFiles() == 0) {
            return false;
        }
        sidecarBytes = files.finish();
        return true;
    }

    /**
     * The JSON file.
     *
     * @param version of the table
     * @param sidecar name of the sidecar's file in the folder of sidecars
     * @param modified when the sidecar was stored, milliseconds since the epoch
     * @throws IllegalStateException unless one protocol and one metadata were written
     */
    public byte[] topLevel(long version, String sidecar, long modified) throws IOException {
        requireOneOfEach();
        List<Action> actions = new ArrayList<>();
        actions.add(new CheckpointMetadata(version, null, UnknownFields.NONE));
        if (sidecarBytes > 0) {
            actions.add(new Sidecar(sidecar, sidecarBytes, modified, null, UnknownFields.NONE));
        }
        actions.addAll(rest);
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        CommitFile.writeLines(actions, lines);
        return lines.toByteArray();
    }

    /** What both files hold together; the JSON file's own description of itself counts as the protocol has it. */
    public CheckpointSummary summary(long topLevelBytes) {
        long described = sidecarBytes > 0 ? 2 : 1;
        return new CheckpointSummary(
                rest.size() + files.count() + addFiles() + described, addFiles(), topLevelBytes + sidecarBytes);
    }
}
