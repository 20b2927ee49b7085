package io.weir.metadata.commit.outbox;

import static java.util.Objects.requireNonNullElse;

import io.weir.metadata.action.ActionText;
import io.weir.metadata.action.RawJson;
import io.weir.metadata.commit.CommitAnnouncements;
import io.weir.metadata.commit.NewVersion;
import io.weir.metadata.table.TableHead;
import io.weir.support.outbox.Destination;
import io.weir.support.outbox.Outbox;
import io.weir.support.request.RequestIds;
import org.springframework.stereotype.Component;

/**
 * A version that a job made becomes a snapshot of its table in lineage-service, which knows it by the name and id of the table,
 * and its version.
 */
@Component
class OutboxAnnouncements implements CommitAnnouncements {

    /** The id of the table goes with it as a parameter: of one it does not know, a replica of the version before takes no notice. */
    private static final String PATH = "/api/v1/jobs/register-snapshot";

    private final Outbox outbox;

    OutboxAnnouncements(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void announce(TableHead table, NewVersion version) {
        String metadata = requireNonNullElse(version.metadata(), table.metadata());
        SnapshotMessage message = new SnapshotMessage(
                table.name(),
                table.location(),
                "delta",
                new RawJson(ActionText.metadata(metadata).schemaString()),
                version.origin().jobName(),
                version.origin().runId(),
                version.version());
        // The thread may make commits of other requests with its own.
        RequestIds.during(
                version.origin().requestId(),
                () -> outbox.append(
                        Destination.LINEAGE, PATH + "?tableId=" + table.uuid(), "table/" + table.name(), message));
    }
}
