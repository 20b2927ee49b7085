package io.weir.metadata.mirror;

import static io.weir.delta.LogFileNames.LOG_FOLDER;

import io.weir.delta.LogFileNames;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.SetTransaction;
import io.weir.delta.checkpoint.VersionChecksum;
import io.weir.delta.storage.PutOutcome;
import io.weir.delta.storage.StoredObjects;
import io.weir.metadata.action.ActionText;
import io.weir.metadata.snapshot.Snapshot;
import io.weir.metadata.snapshot.Snapshots;
import io.weir.metadata.table.TableFeatures;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Puts one version into the mirror: its log file, then its checksum. Both may be there already from an attempt before. */
@Component
class LogPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(LogPublisher.class);

    private final Snapshots snapshots;

    LogPublisher(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    /**
     * Puts a version.
     *
     * @return what became of the log file
     * @throws SplitBrainException if the log file is there with other bytes
     * @throws IOException if the store fails; the same call may be made again
     */
    PutOutcome publish(long tableId, StoredObjects objects, UnpublishedVersion version)
            throws IOException, SplitBrainException {
        String name = LOG_FOLDER + "/" + LogFileNames.commit(version.version());
        PutOutcome outcome = objects.putIfAbsent(name, version.content().bytes());
        if (outcome == PutOutcome.EXISTS_DIFFERENT) {
            throw new SplitBrainException(name);
        }
        String checksum = LOG_FOLDER + "/" + LogFileNames.checksum(version.version());
        if (objects.putIfAbsent(checksum, checksum(tableId, version.snapshot()).toBytes())
                == PutOutcome.EXISTS_DIFFERENT) {
            LOG.warn("Left {} as it is: someone else wrote it", checksum);
        }
        return outcome;
    }

    private VersionChecksum checksum(long tableId, Snapshot snapshot) {
        Metadata metadata = ActionText.metadata(snapshot.metadata());
        return VersionChecksum.of(
                snapshot.totals().bytes(),
                snapshot.totals().files(),
                TableFeatures.hasInCommitTimestamps(metadata.configuration()) ? snapshot.timestamp() : null,
                snapshots.transactions(tableId, snapshot.version()).stream()
                        .map(txn -> SetTransaction.of(txn.appId(), txn.version(), txn.lastUpdated()))
                        .toList(),
                snapshots.domains(tableId, snapshot.version()).stream()
                        .map(ActionText::domainMetadata)
                        .toList(),
                metadata,
                ActionText.protocol(snapshot.protocol()));
    }
}
