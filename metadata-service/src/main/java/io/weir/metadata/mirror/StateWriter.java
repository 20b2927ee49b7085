package io.weir.metadata.mirror;

import io.weir.delta.action.Metadata;
import io.weir.delta.action.RemoveFile;
import io.weir.delta.action.SetTransaction;
import io.weir.delta.checkpoint.CheckpointSink;
import io.weir.metadata.action.ActionText;
import io.weir.metadata.snapshot.ApplicationTransaction;
import io.weir.metadata.snapshot.Snapshot;
import io.weir.metadata.snapshot.Snapshots;
import io.weir.metadata.table.Retention;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Hands the state of a version but for its files from SQL to a checkpoint, never by reading log files. */
@Component
class StateWriter {

    private final Snapshots snapshots;
    private final Mirrors mirrors;
    private final Clock clock;

    StateWriter(Snapshots snapshots, Mirrors mirrors, Clock clock) {
        this.snapshots = snapshots;
        this.mirrors = mirrors;
        this.clock = clock;
    }

    void write(long tableId, Snapshot snapshot, CheckpointSink sink) throws IOException {
        Metadata metadata = ActionText.metadata(snapshot.metadata());
        long version = snapshot.version();
        sink.write(ActionText.protocol(snapshot.protocol()));
        sink.write(metadata);
        for (ApplicationTransaction txn : snapshots.transactions(tableId, version)) {
            sink.write(SetTransaction.of(txn.appId(), txn.version(), txn.lastUpdated()));
        }
        for (String domain : snapshots.domains(tableId, version)) {
            sink.write(ActionText.domainMetadata(domain));
        }
        tombstones(tableId, version, metadata, sink);
    }

    private void tombstones(long tableId, long version, Metadata metadata, CheckpointSink sink) throws IOException {
        // Where nobody understands how long they are wanted, none is given up.
        long since = Retention.TOMBSTONES
                .understood(metadata)
                .map(kept -> clock.millis() - kept.toMillis())
                .orElse(Long.MIN_VALUE);
        try {
            mirrors.tombstones(tableId, version, since, body -> {
                try {
                    sink.write(ActionText.read(RemoveFile.KEY, body));
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }
}
