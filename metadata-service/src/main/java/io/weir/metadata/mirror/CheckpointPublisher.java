package io.weir.metadata.mirror;

import static io.weir.delta.LogFileNames.LOG_FOLDER;

import io.weir.delta.LogFileNames;
import io.weir.delta.checkpoint.CheckpointSummary;
import io.weir.delta.checkpoint.CheckpointWriter;
import io.weir.delta.checkpoint.LastCheckpoint;
import io.weir.delta.checkpoint.V2CheckpointWriter;
import io.weir.delta.log.CheckpointFiles;
import io.weir.delta.log.CheckpointFiles.Kind;
import io.weir.delta.storage.PutOutcome;
import io.weir.delta.storage.StoredObjects;
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
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Makes checkpoints, classic ones or those of the second kind where the table asks for them, and points
 * {@code _last_checkpoint} at them. One that is there from an attempt before is left as it is: checkpoints of one
 * version say the same. One that nobody can read, as an imported table may have it, gives way.
 */
@Component
class CheckpointPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointPublisher.class);

    private final Snapshots snapshots;
    private final StateWriter state;
    private final SegmentWriter files;
    private final CheckpointSegments segments;
    private final CheckpointFolder folder;
    private final Clock clock;

    CheckpointPublisher(
            Snapshots snapshots,
            StateWriter state,
            SegmentWriter files,
            CheckpointSegments segments,
            CheckpointFolder folder,
            Clock clock) {
        this.snapshots = snapshots;
        this.state = state;
        this.files = files;
        this.segments = segments;
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * Makes the checkpoint of a version.
     *
     * @throws IOException if the store or the local disk fails; the same call may be made again
     */
    void publish(long tableId, StoredObjects objects, long version) throws IOException {
        Snapshot snapshot = snapshots.at(tableId, version).orElseThrow();
        Path file = folder.newFile();
        try {
            CheckpointSummary summary = TableFeatures.isV2Checkpointed(
                            ActionText.metadata(snapshot.metadata()).configuration())
                    ? second(tableId, snapshot, objects, file)
                    : classic(tableId, snapshot, objects, file);
            objects.replace(
                    LOG_FOLDER + "/" + LogFileNames.LAST_CHECKPOINT,
                    LastCheckpoint.of(version, summary).toBytes());
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private CheckpointSummary classic(long tableId, Snapshot snapshot, StoredObjects objects, Path file)
            throws IOException {
        try (CheckpointWriter writer = CheckpointWriter.open(file)) {
            state.write(tableId, snapshot, writer);
            List<StoredSegment> written = files.write(tableId, snapshot.version(), objects, writer);
            CheckpointSummary summary = writer.finish();
            String name = LOG_FOLDER + "/" + LogFileNames.checkpoint(snapshot.version());
            // Of another attempt's file nobody knows where its segments are.
            if (put(objects, new CheckpointFiles(snapshot.version(), Kind.CLASSIC, List.of(name)), file)) {
                segments.record(tableId, snapshot.version(), name, written);
            }
            return summary;
        }
    }

    /**
     * Whether it is this file that is there now. Where another gives way, a reader may find none for a moment, and begins
     * at the one before.
     */
    private boolean put(StoredObjects objects, CheckpointFiles checkpoint, Path file) throws IOException {
        String name = checkpoint.names().get(0);
        PutOutcome outcome = objects.putIfAbsent(name, file);
        if (outcome == PutOutcome.EXISTS_DIFFERENT) {
            Optional<String> problem = folder.reader(objects).problem(checkpoint);
            if (problem.isPresent()) {
                LOG.warn("Put another one in the place of a checkpoint that cannot be read: {}", problem.get());
                objects.delete(name);
                outcome = objects.putIfAbsent(name, file);
            }
        }
        return outcome == PutOutcome.CREATED;
    }

    /**
     * The sidecar first: what names it must find it. Its name is new each time, the name of the file that names it is
     * always the same, so that of two attempts one counts.
     */
    private CheckpointSummary second(long tableId, Snapshot snapshot, StoredObjects objects, Path file)
            throws IOException {
        try (V2CheckpointWriter writer = V2CheckpointWriter.open(file)) {
            state.write(tableId, snapshot, writer);
            List<StoredSegment> written = files.write(tableId, snapshot.version(), objects, writer);
            String sidecar = LogFileNames.sidecar(UUID.randomUUID());
            if (writer.finishSidecar()) {
                objects.putIfAbsent(LOG_FOLDER + "/" + sidecar, file);
            }
            byte[] topLevel = writer.topLevel(
                    snapshot.version(), sidecar.substring(sidecar.lastIndexOf('/') + 1), clock.millis());
            String name = LogFileNames.v2Checkpoint(snapshot.version(), id(tableId, snapshot), false);
            if (objects.putIfAbsent(LOG_FOLDER + "/" + name, topLevel) != PutOutcome.CREATED) {
                objects.delete(LOG_FOLDER + "/" + sidecar);
            } else {
                segments.record(tableId, snapshot.version(), LOG_FOLDER + "/" + sidecar, written);
            }
            return writer.summary(topLevel.length);
        }
    }

    private static UUID id(long tableId, Snapshot snapshot) {
        String name = "weir " + tableId + " " + snapshot.version();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
