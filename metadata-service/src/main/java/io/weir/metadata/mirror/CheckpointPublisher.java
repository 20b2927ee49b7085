package io.weir.metadata.mirror;

import static io.weir.delta.LogFileNames.LOG_FOLDER;

import io.weir.delta.LogFileNames;
import io.weir.delta.action.Metadata;
import io.weir.delta.checkpoint.CheckpointSummary;
import io.weir.delta.checkpoint.CheckpointWriter;
import io.weir.delta.checkpoint.CorruptCheckpointException;
import io.weir.delta.checkpoint.LastCheckpoint;
import io.weir.delta.checkpoint.ParsedColumns;
import io.weir.delta.checkpoint.V2CheckpointWriter;
import io.weir.delta.log.CheckpointFiles;
import io.weir.delta.log.CheckpointFiles.Kind;
import io.weir.delta.storage.PutOutcome;
import io.weir.delta.storage.StoredFolders;
import io.weir.metadata.action.ActionText;
import io.weir.metadata.snapshot.Snapshot;
import io.weir.metadata.snapshot.Snapshots;
import io.weir.metadata.table.TableFeatures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Makes checkpoints, classic ones or those of the second kind where the table asks for them, and points
 * {@code _last_checkpoint} at them. One that is there from an attempt before is left as it is, and is what that tells of:
 * checkpoints of one version say the same of the table. One that nobody can read, as an imported table may have it, gives way.
 */
@Component
class CheckpointPublisher {

    private final Snapshots snapshots;
    private final StateWriter state;
    private final SegmentWriter files;
    private final CheckpointSegments segments;
    private final CheckpointFolder folder;
    private final DamagedCheckpoints damaged;
    private final Clock clock;

    CheckpointPublisher(
            Snapshots snapshots,
            StateWriter state,
            SegmentWriter files,
            CheckpointSegments segments,
            CheckpointFolder folder,
            DamagedCheckpoints damaged,
            Clock clock) {
        this.snapshots = snapshots;
        this.state = state;
        this.files = files;
        this.segments = segments;
        this.folder = folder;
        this.damaged = damaged;
        this.clock = clock;
    }

    /**
     * Makes the checkpoint of a version.
     *
     * @throws IOException if the store or the local disk fails; the same call may be made again
     */
    void publish(MirrorTask task, StoredFolders objects, long version) throws IOException {
        Snapshot snapshot = snapshots.at(task.tableId(), version).orElseThrow();
        Path file = folder.newFile();
        try {
            CheckpointSummary summary =
                    TableFeatures.isV2Checkpointed(metadata(snapshot).configuration())
                            ? second(task, snapshot, objects, file)
                            : classic(task, snapshot, objects, file);
            objects.replace(
                    LOG_FOLDER + "/" + LogFileNames.LAST_CHECKPOINT,
                    LastCheckpoint.of(version, summary).toBytes());
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private CheckpointSummary classic(MirrorTask task, Snapshot snapshot, StoredFolders objects, Path file)
            throws IOException {
        long tableId = task.tableId();
        try (CheckpointWriter writer = CheckpointWriter.open(file, ParsedColumns.of(metadata(snapshot)))) {
            state.write(tableId, snapshot, writer);
            List<StoredSegment> written = files.write(tableId, snapshot.version(), objects, writer);
            CheckpointSummary summary = writer.finish();
            String name = LOG_FOLDER + "/" + LogFileNames.checkpoint(snapshot.version());
            if (isPut(task, objects, snapshot.version(), () -> objects.putIfAbsent(name, file))) {
                segments.record(tableId, snapshot.version(), name, written);
                return summary;
            }
            // Of another attempt's file nobody knows where its segments are.
            return found(objects, new CheckpointFiles(snapshot.version(), Kind.CLASSIC, List.of(name)));
        }
    }

    private interface Put {
        PutOutcome put() throws IOException;
    }

    /**
     * Whether it is this checkpoint that is there now, be it since an attempt whose answer was lost. Where another gives way, a
     * reader may find none for a moment, and begins at the one before.
     */
    private boolean isPut(MirrorTask task, StoredFolders objects, long version, Put checkpoint) throws IOException {
        boolean isLookedFor = task.mayHaveCheckpoint(version);
        if (isLookedFor) {
            damaged.remove(objects, version);
        }
        PutOutcome outcome = checkpoint.put();
        if (outcome == PutOutcome.EXISTS_DIFFERENT && !isLookedFor && damaged.remove(objects, version)) {
            outcome = checkpoint.put();
        }
        return outcome != PutOutcome.EXISTS_DIFFERENT;
    }

    /**
     * What a checkpoint holds that is there from another attempt: made at another time or by another writer it need not be
     * what this one would be.
     */
    private CheckpointSummary found(StoredFolders objects, CheckpointFiles checkpoint) throws IOException {
        try {
            return folder.reader(objects).summary(checkpoint);
        } catch (CorruptCheckpointException corrupt) {
            // Written since it was looked for; the next attempt finds and replaces it.
            throw new IOException("A checkpoint that came meanwhile cannot be read: " + corrupt.getMessage(), corrupt);
        }
    }

    /**
     * The sidecar first: what names it must find it. Its name is new each time, the name of the file that names it is
     * always the same, so that of two attempts one counts.
     */
    private CheckpointSummary second(MirrorTask task, Snapshot snapshot, StoredFolders objects, Path file)
            throws IOException {
        long tableId = task.tableId();
        try (V2CheckpointWriter writer = V2CheckpointWriter.open(file, ParsedColumns.of(metadata(snapshot)))) {
            state.write(tableId, snapshot, writer);
            List<StoredSegment> written = files.write(tableId, snapshot.version(), objects, writer);
            String sidecar = LogFileNames.sidecar(UUID.randomUUID());
            if (writer.finishSidecar()) {
                objects.putIfAbsent(LOG_FOLDER + "/" + sidecar, file);
            }
            byte[] topLevel = writer.topLevel(
                    snapshot.version(), sidecar.substring(sidecar.lastIndexOf('/') + 1), clock.millis());
            String name =
                    LOG_FOLDER + "/" + LogFileNames.v2Checkpoint(snapshot.version(), id(tableId, snapshot), false);
            if (isPut(task, objects, snapshot.version(), () -> objects.putIfAbsent(name, topLevel))) {
                segments.record(tableId, snapshot.version(), LOG_FOLDER + "/" + sidecar, written);
                return writer.summary(topLevel.length);
            }
            objects.delete(LOG_FOLDER + "/" + sidecar);
            return found(objects, new CheckpointFiles(snapshot.version(), Kind.V2_JSON, List.of(name)));
        }
    }

    private static Metadata metadata(Snapshot snapshot) {
        return ActionText.metadata(snapshot.metadata());
    }

    private static UUID id(long tableId, Snapshot snapshot) {
        String name = "weir " + tableId + " " + snapshot.version();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
