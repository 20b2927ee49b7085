package io.weir.metadata.importing;

import io.weir.delta.InvalidActionException;
import io.weir.delta.action.Action;
import io.weir.delta.action.CommitFile;
import io.weir.delta.checkpoint.CheckpointReader;
import io.weir.delta.log.CheckpointFiles;
import io.weir.delta.log.LogListing;
import io.weir.delta.storage.StoredFolders;
import io.weir.delta.storage.StoredObject;
import io.weir.metadata.MetadataProblem;
import io.weir.metadata.commit.LogContent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** The log files of a table that is to be imported. */
final class SourceLog {

    private static final long BYTES = 16L << 20;

    private final StoredFolders objects;
    private final CheckpointReader checkpoints;
    private final int batchVersions;

    /** Calls nobody. */
    SourceLog(StoredFolders objects, CheckpointReader checkpoints, int batchVersions) {
        this.objects = objects;
        this.checkpoints = checkpoints;
        this.batchVersions = batchVersions;
    }

    /** Lists the whole log. */
    ImportRange range(ImportOrder order) throws IOException, BrokenLogException {
        return new LogRange(LogListing.of(objects), checkpoints).of(order);
    }

    /** The newest version that is there now, be it behind a gap; lists the whole log. */
    long newest() throws IOException {
        NavigableMap<Long, StoredObject> commits = LogListing.of(objects).commits();
        return commits.isEmpty() ? -1 : commits.lastKey();
    }

    /** Why a checkpoint of these versions cannot be read; null if all can. Lists the whole log, and reads every one. */
    @Nullable
    String corruptCheckpoint(long last) throws IOException {
        return LogRange.corruptCheckpoint(LogListing.of(objects), checkpoints, last);
    }

    /** The next versions of an import: at least one, and as many as memory has room for. Lists what is about them only. */
    VersionBatch next(TableImport unfinished) throws IOException, BrokenLogException {
        return unfinished.reached() == null && !unfinished.range().checkpoint().isEmpty()
                ? checkpoint(unfinished.range())
                : commits(unfinished);
    }

    private VersionBatch checkpoint(ImportRange range) throws IOException, BrokenLogException {
        LogListing listing = LogListing.ofThousand(objects, range.first());
        CheckpointFiles checkpoint = listing.checkpoints().stream()
                .filter(candidate -> candidate.names().equals(range.checkpoint()))
                .findFirst()
                .orElseThrow(() ->
                        new BrokenLogException(MetadataProblem.LOG_GAP, range.checkpoint() + " is not there any more"));
        StoredObject commit = commit(listing, range.first());
        byte[] content = read(commit);
        return new CheckpointBatch(checkpoints, checkpoint, commit, LogContent.of(content), parse(commit, content));
    }

    private VersionBatch commits(TableImport unfinished) throws IOException, BrokenLogException {
        LogCursor cursor = new LogCursor(unfinished.reached());
        CommitBatch batch = new CommitBatch(cursor);
        long bytes = 0;
        long from = unfinished.nextVersion();
        long end = Math.min(unfinished.range().last(), from + batchVersions - 1);
        LogListing listing = LogListing.ofThousand(objects, from);
        for (long version = from; version <= end && bytes < BYTES; version++) {
            if (version % LogListing.THOUSAND == 0) {
                listing = LogListing.ofThousand(objects, version);
            }
            StoredObject file = commit(listing, version);
            byte[] content = read(file);
            List<Action> actions = parse(file, content);
            batch.add(cursor.next(version, file, LogContent.of(content), actions, actions), actions, file.name());
            bytes += content.length;
        }
        return batch;
    }

    private static StoredObject commit(LogListing listing, long version) throws BrokenLogException {
        StoredObject file = listing.commits().get(version);
        if (file == null) {
            throw new BrokenLogException(MetadataProblem.LOG_GAP, "Version " + version + " is not there");
        }
        return file;
    }

    private byte[] read(StoredObject file) throws IOException, BrokenLogException {
        return objects.get(file.name())
                .orElseThrow(
                        () -> new BrokenLogException(MetadataProblem.LOG_GAP, file.name() + " is not there any more"));
    }

    private static List<Action> parse(StoredObject file, byte[] content) throws BrokenLogException {
        try {
            List<Action> actions = new ArrayList<>();
            CommitFile.read(content, action -> {
                KeptActions.require(action);
                actions.add(action);
            });
            return actions;
        } catch (InvalidActionException invalid) {
            throw new BrokenLogException(MetadataProblem.INVALID_LOG, file.name() + ": " + invalid.getMessage());
        }
    }
}
