package io.weir.metadata.mirror;

import static io.weir.delta.LogFileNames.LOG_FOLDER;

import io.weir.delta.LogFileNames;
import io.weir.delta.action.DomainMetadata;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.SetTransaction;
import io.weir.delta.checkpoint.VersionChecksum;
import io.weir.delta.storage.PutOutcome;
import io.weir.delta.storage.StoredObjects;
import io.weir.metadata.action.ActionText;
import io.weir.metadata.action.KnownActions;
import io.weir.metadata.snapshot.Snapshot;
import io.weir.metadata.snapshot.Snapshots;
import io.weir.metadata.table.TableFeatures;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Puts one version into the mirror: its log file, then its checksum. Both may be there already from an attempt before. */
@Component
class LogPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(LogPublisher.class);

    private final Snapshots snapshots;
    private final KnownActions known = new KnownActions();

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
        if (objects.putIfAbsent(checksum, checksum(tableId, version).toBytes()) == PutOutcome.EXISTS_DIFFERENT) {
            LOG.warn("Left {} as it is: someone else wrote it", checksum);
        }
        return outcome;
    }

    private VersionChecksum checksum(long tableId, UnpublishedVersion version) {
        Snapshot snapshot = version.snapshot();
        Metadata metadata = known.metadata(snapshot.metadata());
        return VersionChecksum.of(
                snapshot.totals().bytes(),
                snapshot.totals().files(),
                TableFeatures.hasInCommitTimestamps(metadata.configuration()) ? snapshot.timestamp() : null,
                version.transactions() ? transactions(tableId, snapshot.version()) : List.of(),
                version.domains() ? domains(tableId, snapshot.version()) : List.of(),
                metadata,
                known.protocol(snapshot.protocol()));
    }

    private List<SetTransaction> transactions(long tableId, long version) {
        return snapshots.transactions(tableId, version).stream()
                .map(txn -> SetTransaction.of(txn.appId(), txn.version(), txn.lastUpdated()))
                .toList();
    }

    private List<DomainMetadata> domains(long tableId, long version) {
        return snapshots.domains(tableId, version).stream()
                .map(ActionText::domainMetadata)
                .toList();
    }
}
