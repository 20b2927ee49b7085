package io.weir.delta.log;

import io.weir.delta.LogFileName;
import io.weir.delta.LogFileNames;
import io.weir.delta.log.CheckpointFiles.Kind;
import io.weir.delta.storage.StoredFolders;
import io.weir.delta.storage.StoredObject;
import io.weir.delta.storage.StoredObjects;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * The commits and checkpoints of a log folder by one listing. Files that are neither are passed over.
 *
 * @param commits by version
 * @param checkpoints that are complete, newest first; there may be several of one version
 */
public record LogListing(NavigableMap<Long, StoredObject> commits, List<CheckpointFiles> checkpoints) {

    /** Versions whose names differ in three digits. */
    public static final int THOUSAND = 1000;

    /** Lists the log of a table; empty if there is no log. One listing, and memory of its names. */
    public static LogListing of(StoredObjects objects) throws IOException {
        return of(objects.listFrom(LogFileNames.LOG_FOLDER + "/" + "0"));
    }

    /** As {@link #of(StoredObjects)}, of a thousand versions, of which one is given; nothing else of the log is listed. */
    public static LogListing ofThousand(StoredFolders objects, long version) throws IOException {
        String beginning = LogFileNames.LOG_FOLDER + "/" + LogFileNames.thousandPrefix(version);
        return of(objects.listBeginning(beginning));
    }

    /**
     * The commits from a version on, be they behind a gap: a cleanup takes the beginning of a log away. One listing of what is
     * behind that version, or of the whole log in a store that cannot begin at a name.
     */
    public static NavigableMap<Long, StoredObject> commitsFrom(StoredObjects objects, long first) throws IOException {
        return of(objects.listFrom(LogFileNames.LOG_FOLDER + "/" + LogFileNames.commit(first)))
                .commits();
    }

    /** As {@link #of(StoredObjects)}, of what was listed in the log's folder. */
    public static LogListing of(List<StoredObject> objects) {
        NavigableMap<Long, StoredObject> commits = new TreeMap<>();
        List<CheckpointFiles> checkpoints = new ArrayList<>();
        Parts parts = new Parts();
        for (StoredObject object : objects) {
            LogFileName name = LogFileNames.parse(object.name().substring(LogFileNames.LOG_FOLDER.length() + 1));
            if (name instanceof LogFileName.Commit commit) {
                commits.put(commit.version(), object);
            } else if (name instanceof LogFileName.ClassicCheckpoint classic) {
                checkpoints.add(new CheckpointFiles(classic.version(), Kind.CLASSIC, List.of(object.name())));
            } else if (name instanceof LogFileName.V2Checkpoint v2) {
                Kind kind = v2.parquet() ? Kind.V2_PARQUET : Kind.V2_JSON;
                checkpoints.add(new CheckpointFiles(v2.version(), kind, List.of(object.name())));
            } else if (name instanceof LogFileName.CheckpointPart part) {
                parts.add(part, object.name());
            }
        }
        checkpoints.addAll(parts.complete());
        checkpoints.sort(
                Comparator.comparingLong(CheckpointFiles::version).reversed().thenComparing(CheckpointFiles::kind));
        return new LogListing(commits, List.copyOf(checkpoints));
    }

    /** The versions from {@code first} to {@code last} whose commit is not there, at most {@code limit} of them. */
    public List<Long> missing(long first, long last, int limit) {
        return LongStream.rangeClosed(first, last)
                .filter(version -> !commits.containsKey(version))
                .limit(limit)
                .boxed()
                .toList();
    }
}
