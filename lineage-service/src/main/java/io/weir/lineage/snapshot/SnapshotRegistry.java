package io.weir.lineage.snapshot;

import io.weir.lineage.LineageProblem;
import io.weir.lineage.intake.Events;
import io.weir.lineage.live.Announcement;
import io.weir.lineage.live.LiveEventType;
import io.weir.lineage.live.LiveEvents;
import io.weir.lineage.openlineage.EventJson;
import io.weir.lineage.openlineage.EventReader;
import io.weir.lineage.openlineage.Nesting;
import io.weir.lineage.openlineage.StorableTexts;
import io.weir.lineage.run.Runs;
import io.weir.support.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Registers snapshots, and tells the graph who wrote the table. */
@Service
public class SnapshotRegistry {

    private final Snapshots snapshots;
    private final Runs runs;
    private final Events events;
    private final LiveEvents live;
    private final Clock clock;

    SnapshotRegistry(Snapshots snapshots, Runs runs, Events events, LiveEvents live, Clock clock) {
        this.live = live;
        this.snapshots = snapshots;
        this.runs = runs;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Registers a snapshot; the same version of a table a second time is the first answer again. The snapshot, the edge
     * and the version of the run's output appear together or not at all.
     *
     * @param tableId tells a table that was made anew from the dropped one of its name, whose versions are others; null for the
     *     newest table of the name
     */
    @Transactional
    public DatasetSnapshot register(@Nullable UUID tableId, RegisterSnapshotRequest request) {
        if (request.schema() != null) {
            Nesting.require("schema", request.schema(), 0);
            StorableTexts.require("schema", request.schema());
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        DatasetSnapshot snapshot = new DatasetSnapshot(
                request.tableName(),
                tableId,
                UUID.randomUUID(),
                request.uri(),
                request.format(),
                request.schema(),
                request.version(),
                request.jobName(),
                request.runId(),
                now);
        DatasetSnapshot there = snapshots.add(snapshot);
        if (!there.snapshotId().equals(snapshot.snapshotId())) {
            return existing(there, request);
        }
        UUID runId = request.runId();
        var run = runId == null ? null : runs.find(runId).orElse(null);
        SnapshotEvent event = new SnapshotEvent(snapshot, run);
        events.take(List.of(EventReader.read(EventJson.tree(event.members())).asOwn()));
        live.append(List.of(new Announcement(
                LiveEventType.SNAPSHOT_REGISTERED.label(),
                runId,
                null,
                List.of(),
                EventJson.tree(SnapshotNews.of(snapshot)))));
        return there;
    }

    private static DatasetSnapshot existing(DatasetSnapshot existing, RegisterSnapshotRequest request) {
        if (!existing.uri().equals(request.uri())) {
            throw new ProblemException(
                            LineageProblem.SNAPSHOT_CONFLICT,
                            "Version " + existing.version() + " of " + request.tableName() + " lies at "
                                    + existing.uri())
                    .with("existing", existing);
        }
        return existing;
    }
}
