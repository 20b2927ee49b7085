package io.weir.metadata.importing;

import io.weir.delta.action.Action;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.RemoveFile;
import io.weir.delta.checkpoint.CheckpointReader;
import io.weir.delta.checkpoint.CorruptCheckpointException;
import io.weir.delta.log.CheckpointFiles;
import io.weir.delta.skipping.BoundsReader;
import io.weir.delta.storage.StoredObject;
import io.weir.metadata.MetadataProblem;
import io.weir.metadata.commit.LogContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The first version of a table whose log no longer begins at 0: all that a checkpoint holds. Files pass one by one. */
final class CheckpointBatch implements VersionBatch {

    private final CheckpointReader reader;
    private final CheckpointFiles checkpoint;
    private final StoredObject commit;
    private final LogContent content;
    private final List<Action> commitActions;
    private final List<ImportedVersion> versions = new ArrayList<>();
    private String slots = "[]";

    CheckpointBatch(
            CheckpointReader reader,
            CheckpointFiles checkpoint,
            StoredObject commit,
            LogContent content,
            List<Action> commitActions) {
        this.reader = reader;
        this.checkpoint = checkpoint;
        this.commit = commit;
        this.content = content;
        this.commitActions = commitActions;
    }

    @Override
    public void forEachFile(FileRows rows) throws IOException {
        List<Action> state = new ArrayList<>();
        LogCursor cursor = new LogCursor(null);
        long version = checkpoint.version();
        try {
            BoundsReader bounds = cursor.boundsBy(reader.metadata(checkpoint));
            reader.read(checkpoint, action -> {
                KeptActions.require(action);
                try {
                    if (action instanceof AddFile add) {
                        rows.added(version, FileRowsOf.added(add, bounds));
                    } else if (action instanceof RemoveFile remove) {
                        rows.removed(version, FileRowsOf.removed(remove, 0));
                    } else {
                        state.add(action);
                    }
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
            versions.add(cursor.next(version, commit, content, commitActions, state));
            slots = cursor.slots();
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        } catch (CorruptCheckpointException corrupt) {
            throw stop(new BrokenLogException(MetadataProblem.INVALID_LOG, String.valueOf(corrupt.getMessage())));
        } catch (BrokenLogException broken) {
            throw stop(broken);
        }
    }

    /** Rows were written already: only the end of the transaction takes them back. */
    static IllegalLogState stop(BrokenLogException broken) {
        return new IllegalLogState(broken);
    }

    /** A log that shows to be broken while its rows are on their way. */
    static final class IllegalLogState extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final BrokenLogException broken;

        IllegalLogState(BrokenLogException broken) {
            super(broken);
            this.broken = broken;
        }

        BrokenLogException broken() {
            return broken;
        }
    }

    @Override
    public List<ImportedVersion> versions() {
        return versions;
    }

    @Override
    public String slots() {
        return slots;
    }
}
