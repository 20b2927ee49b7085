package io.weir.metadata.mirror;

import static io.weir.delta.LogFileNames.LOG_FOLDER;

import io.weir.delta.LogFileNames;
import io.weir.delta.action.DomainMetadata;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.SetTransaction;
import io.weir.delta.checkpoint.VersionChecksum;
import io.weir.delta.storage.NewObject;
import io.weir.delta.storage.PutOutcome;
import io.weir.delta.storage.Puts;
import io.weir.delta.storage.StoredObjects;
import io.weir.metadata.action.ActionText;
import io.weir.metadata.action.KnownActions;
import io.weir.metadata.snapshot.Snapshot;
import io.weir.metadata.snapshot.Snapshots;
import io.weir.metadata.table.TableFeatures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Puts versions into the mirror: of each its log file, then its checksum. Both may be there already from an attempt before. On a disk
 * that is three waits for a version alone, and two for each of many and one for all. So many are put together as memory
 * allows: a checksum holds all that applications ever wrote of themselves, however little its version says.
 */
@Component
class LogPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(LogPublisher.class);

    /** Objects of a version. */
    private static final int EACH = 2;

    /** Of log files and checksums that are put together; the last version of them may go beyond it. */
    private static final long BYTES = 32L << 20;

    private volatile long most = BYTES;
    private final Snapshots snapshots;
    private final KnownActions known = new KnownActions();

    LogPublisher(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    /**
     * What became of versions.
     *
     * @param logs what became of the log file, of those that are there with their checksum; the first ones, in order
     * @param taken the log file of the next one, where it is there with other bytes
     * @param failure why the next one is not there, where the store failed; the same call may then be made again
     */
    record Published(List<PutOutcome> logs, Optional<String> taken, Optional<IOException> failure) {

        private boolean isWhole() {
            return taken.isEmpty() && failure.isEmpty();
        }

        /** Returns only where all of them are there. */
        void orThrow() throws IOException, SplitBrainException {
            if (taken.isPresent()) {
                throw new SplitBrainException(taken.get());
            }
            if (failure.isPresent()) {
                throw failure.get();
            }
        }
    }

    /** How many bytes are put together, but for the last version. */
    void mayHold(long bytes) {
        most = bytes;
    }

    /** Puts versions, one behind the other, up to one whose log file is there with other bytes. */
    Published publish(long tableId, StoredObjects objects, List<UnpublishedVersion> versions) {
        List<PutOutcome> logs = new ArrayList<>();
        Published part = new Published(List.of(), Optional.empty(), Optional.empty());
        while (part.isWhole() && logs.size() < versions.size()) {
            List<NewObject> files = files(tableId, versions.subList(logs.size(), versions.size()));
            part = published(files, objects.putAllIfAbsent(files));
            logs.addAll(part.logs());
        }
        return new Published(List.copyOf(logs), part.taken(), part.failure());
    }

    /** Those of the first versions, as many as may be held. */
    private List<NewObject> files(long tableId, List<UnpublishedVersion> versions) {
        List<NewObject> files = new ArrayList<>();
        long held = 0;
        for (UnpublishedVersion version : versions) {
            byte[] log = version.content().bytes();
            byte[] checksum = checksum(tableId, version).toBytes();
            files.add(NewObject.required(LOG_FOLDER + "/" + LogFileNames.commit(version.version()), log));
            files.add(NewObject.optional(LOG_FOLDER + "/" + LogFileNames.checksum(version.version()), checksum));
            held += log.length + checksum.length;
            if (held >= most) {
                break;
            }
        }
        return files;
    }

    private static Published published(List<NewObject> files, Puts puts) {
        List<PutOutcome> outcomes = puts.outcomes();
        List<PutOutcome> logs = new ArrayList<>();
        for (int checksum = 1; checksum < outcomes.size(); checksum += EACH) {
            logs.add(outcomes.get(checksum - 1));
            if (outcomes.get(checksum) == PutOutcome.EXISTS_DIFFERENT) {
                LOG.warn(
                        "Left {} as it is: someone else wrote it",
                        files.get(checksum).name());
            }
        }
        int last = outcomes.size() - 1;
        boolean isTaken = last % EACH == 0 && outcomes.get(last) == PutOutcome.EXISTS_DIFFERENT;
        return new Published(logs, isTaken ? Optional.of(files.get(last).name()) : Optional.empty(), puts.failure());
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
