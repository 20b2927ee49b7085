package io.weir.metadata.mirror;

import io.weir.delta.checkpoint.CheckpointDraft;
import io.weir.delta.checkpoint.CheckpointSegment;
import io.weir.delta.storage.StoredObjects;
import io.weir.metadata.MetadataSettings;
import io.weir.metadata.mirror.CheckpointSegments.Base;
import io.weir.metadata.snapshot.FileKey;
import io.weir.metadata.snapshot.FileRange;
import io.weir.metadata.snapshot.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Writes a version's live files to a checkpoint, segment by segment. Which files are live is SQL's to say, and so is which
 * segments of an earlier checkpoint hold nothing else: their bytes are taken over, so that a checkpoint costs what changed
 * since the one before and not what the table has. Whatever is not as it was recorded is written anew.
 */
@Component
class SegmentWriter {

    private final Snapshots snapshots;
    private final CheckpointSegments segments;
    private final CheckpointFolder folder;
    private final int size;

    SegmentWriter(
            Snapshots snapshots, CheckpointSegments segments, CheckpointFolder folder, MetadataSettings settings) {
        this.snapshots = snapshots;
        this.segments = segments;
        this.folder = folder;
        this.size = settings.metadata().mirror().segmentFiles();
    }

    /** Tells where the files are. */
    List<StoredSegment> write(long tableId, long version, StoredObjects objects, CheckpointDraft draft)
            throws IOException {
        Path copy = folder.newFile();
        try {
            Writing writing = new Writing(tableId, version, draft);
            for (Base base : segments.bases(tableId, version, Math.max(1, size / 2))) {
                if (objects.download(base.object(), copy)) {
                    return writing.write(base.unchanged(), copy);
                }
            }
            return writing.write(List.of(), copy);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    /** One checkpoint's files, from the first to the last. */
    private final class Writing {

        private final long tableId;
        private final long version;
        private final CheckpointDraft draft;
        private final List<StoredSegment> written = new ArrayList<>();

        Writing(long tableId, long version, CheckpointDraft draft) {
            this.tableId = tableId;
            this.version = version;
            this.draft = draft;
        }

        List<StoredSegment> write(List<StoredSegment> unchanged, Path base) throws IOException {
            FileRange rest = FileRange.of(version);
            for (StoredSegment known : unchanged) {
                anew(new FileRange(rest.after(), known.files().after()));
                Optional<CheckpointSegment> kept = draft.keep(base, known.place());
                if (kept.isPresent()) {
                    written.add(new StoredSegment(known.files(), kept.get()));
                } else {
                    anew(known.files());
                }
                rest = new FileRange(known.files().last(), rest.last());
            }
            anew(rest);
            return written;
        }

        private void anew(FileRange range) throws IOException {
            FileRange rest = range;
            while (!rest.isEmpty()) {
                FileRange next = new FileRange(rest.after(), end(rest));
                draft.writeAdds(out -> snapshots.copy(tableId, version, next, out));
                draft.cut().ifPresent(place -> written.add(new StoredSegment(next, place)));
                rest = new FileRange(next.last(), rest.last());
            }
        }

        /** Where the next segment of a range ends: what is left behind it is none, or at least half a segment. */
        private FileKey end(FileRange range) {
            FileKey last = range.last();
            return snapshots
                    .key(tableId, version, range.after(), size + size / 2)
                    .filter(key -> key.compareTo(last) <= 0)
                    .flatMap(more -> snapshots.key(tableId, version, range.after(), size))
                    .orElse(last);
        }
    }
}
