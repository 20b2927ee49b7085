package io.weir.metadata.mirror;

import static io.weir.delta.LogFileNames.LOG_FOLDER;

import io.weir.delta.LogFileNames;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.RemoveFile;
import io.weir.delta.action.SetTransaction;
import io.weir.delta.checkpoint.CheckpointSummary;
import io.weir.delta.checkpoint.CheckpointWriter;
import io.weir.delta.checkpoint.LastCheckpoint;
import io.weir.delta.storage.StoredObjects;
import io.weir.metadata.action.ActionText;
import io.weir.metadata.snapshot.ApplicationTransaction;
import io.weir.metadata.snapshot.FileKey;
import io.weir.metadata.snapshot.LiveFile;
import io.weir.metadata.snapshot.Snapshot;
import io.weir.metadata.snapshot.Snapshots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Makes checkpoints from SQL, never by reading log files, and points {@code _last_checkpoint} at them. One that is there
 * from an attempt before is left as it is: checkpoints of one version say the same.
 */
@Component
class CheckpointPublisher {

    /** Rows that are held in memory at a time. */
    private static final int CHUNK = 5000;

    private final Snapshots snapshots;
    private final Mirrors mirrors;
    private final CheckpointFolder folder;
    private final Clock clock;

    CheckpointPublisher(Snapshots snapshots, Mirrors mirrors, CheckpointFolder folder, Clock clock) {
        this.snapshots = snapshots;
        this.mirrors = mirrors;
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * @throws IOException if the store or the local disk fails; the same call may be made again
     */
    void publish(long tableId, StoredObjects objects, long version) throws IOException {
        Path file = folder.newFile();
        try {
            CheckpointSummary summary = write(tableId, version, file);
            objects.putIfAbsent(LOG_FOLDER + "/" + LogFileNames.checkpoint(version), file);
            objects.replace(
                    LOG_FOLDER + "/" + LogFileNames.LAST_CHECKPOINT,
                    LastCheckpoint.of(version, summary).toBytes());
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private CheckpointSummary write(long tableId, long version, Path file) throws IOException {
        try (CheckpointWriter writer = CheckpointWriter.open(file)) {
            Snapshot snapshot = snapshots.at(tableId, version).orElseThrow();
            Metadata metadata = ActionText.metadata(snapshot.metadata());
            writer.write(ActionText.protocol(snapshot.protocol()));
            writer.write(metadata);
            for (ApplicationTransaction txn : snapshots.transactions(tableId, version)) {
                writer.write(SetTransaction.of(txn.appId(), txn.version(), txn.lastUpdated()));
            }
            for (String domain : snapshots.domains(tableId, version)) {
                writer.write(ActionText.domainMetadata(domain));
            }
            writeTombstones(tableId, version, metadata, writer);
            writeFiles(tableId, version, writer);
            return writer.finish();
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    private void writeTombstones(long tableId, long version, Metadata metadata, CheckpointWriter writer) {
        long since = clock.millis() - TombstoneRetention.of(metadata).toMillis();
        mirrors.tombstones(tableId, version, since, body -> {
            try {
                writer.write(ActionText.read(RemoveFile.KEY, body));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
    }

    private void writeFiles(long tableId, long version, CheckpointWriter writer) throws IOException {
        FileKey after = FileKey.START;
        List<LiveFile> files;
        do {
            files = snapshots.files(tableId, version, after, CHUNK);
            for (LiveFile file : files) {
                writer.writeAddLine(ActionText.line(AddFile.KEY, file.add()));
                after = file.key();
            }
        } while (files.size() == CHUNK);
    }
}
