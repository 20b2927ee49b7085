package io.weir.metadata.importing;

import io.weir.delta.InvalidActionException;
import io.weir.delta.action.Action;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.FileAction;
import io.weir.delta.action.FileKey;
import io.weir.delta.action.RemoveFile;
import io.weir.delta.skipping.BoundsReader;
import io.weir.metadata.MetadataProblem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Versions that were read from their log files, and are held in memory. */
final class CommitBatch implements VersionBatch {

    private final List<ImportedVersion> versions = new ArrayList<>();
    private final List<Map<FileKey, FileAction>> files = new ArrayList<>();
    private final List<BoundsReader> bounds = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final LogCursor cursor;

    CommitBatch(LogCursor cursor) {
        this.cursor = cursor;
    }

    /** Adds the version that the cursor has read last. A file that is named twice, in the same way, counts once. */
    void add(ImportedVersion version, List<Action> actions, String file) throws BrokenLogException {
        Map<FileKey, FileAction> named = new LinkedHashMap<>();
        for (Action action : actions) {
            if (action instanceof FileAction change) {
                FileAction before = named.putIfAbsent(change.fileKey(), change);
                if (before != null && before instanceof AddFile != change instanceof AddFile) {
                    throw new BrokenLogException(
                            MetadataProblem.INVALID_LOG, file + ": adds and removes " + change.path() + " at once");
                }
            }
        }
        versions.add(version);
        files.add(named);
        bounds.add(cursor.bounds());
        names.add(file);
    }

    @Override
    public void forEachFile(FileRows rows) throws IOException {
        for (int index = 0; index < versions.size(); index++) {
            try {
                forEachFile(index, rows);
            } catch (InvalidActionException invalid) {
                throw CheckpointBatch.stop(new BrokenLogException(
                        MetadataProblem.INVALID_LOG, names.get(index) + ": " + invalid.getMessage()));
            }
        }
    }

    private void forEachFile(int index, FileRows rows) throws IOException {
        ImportedVersion version = versions.get(index);
        for (FileAction change : files.get(index).values()) {
            if (change instanceof AddFile add) {
                rows.added(version.version(), FileRowsOf.added(add, bounds.get(index)));
            } else if (change instanceof RemoveFile remove) {
                rows.removed(version.version(), FileRowsOf.removed(remove, version.timestamp()));
            }
        }
    }

    @Override
    public List<ImportedVersion> versions() {
        return versions;
    }

    @Override
    public String slots() {
        return cursor.slots();
    }
}
