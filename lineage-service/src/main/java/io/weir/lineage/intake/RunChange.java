package io.weir.lineage.intake;

import io.weir.lineage.openlineage.EventType;
import io.weir.lineage.openlineage.LineageEvent;
import io.weir.lineage.openlineage.NodeName;
import io.weir.lineage.openlineage.RunMention;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What events say about a run. A state only moves forward: {@code running} never becomes false, an end never goes away,
 * and of several ends the earliest holds.
 *
 * @param job by the latest event
 * @param startedAt time of the earliest START
 * @param end the earliest end; null while there is none
 * @param snapshotBy the latest event whose datasets replace those before it
 */
public record RunChange(
        UUID id,
        @Nullable String externalId,
        UUID job,
        UUID firstBy,
        UUID seenBy,
        boolean running,
        @Nullable Instant startedAt,
        @Nullable End end,
        @Nullable UUID parent,
        @Nullable UUID parentBy,
        @Nullable UUID snapshotBy) {

    /** How and when a run ended, and which event says so. */
    public record End(EventType state, Instant at, UUID by) {

        static @Nullable End earliest(@Nullable End one, @Nullable End other) {
            if (one == null || other == null) {
                return one == null ? other : one;
            }
            return one.by.compareTo(other.by) <= 0 ? one : other;
        }
    }

    static RunChange of(LineageEvent event, RunMention run, NodeName job) {
        EventType type = event.type();
        RunMention.Parent parent = run.parent();
        return new RunChange(
                run.id(),
                run.externalId(),
                job.key(),
                event.id(),
                event.id(),
                type != null && type.isRunning(),
                type == EventType.START ? event.time() : null,
                type != null && type.isTerminal() ? new End(type, event.time(), event.id()) : null,
                parent == null ? null : parent.id(),
                parent == null ? null : event.id(),
                event.completeSnapshot() ? event.id() : null);
    }

    /** A run that another names as its parent: it exists, and any event of its own knows better. */
    static RunChange mentioned(RunMention.Parent parent, UUID by, UUID hearsay) {
        return new RunChange(
                parent.id(), parent.externalId(), parent.job().key(), by, hearsay, false, null, null, null, null, null);
    }

    RunChange merge(RunChange other) {
        boolean later = Latest.isLater(parentBy, other.parentBy);
        return new RunChange(
                id,
                externalId == null ? other.externalId : externalId,
                Latest.isLater(seenBy, other.seenBy) ? job : other.job,
                Latest.least(firstBy, other.firstBy),
                Latest.greatest(seenBy, other.seenBy),
                running || other.running,
                earliest(startedAt, other.startedAt),
                End.earliest(end, other.end),
                later ? parent : other.parent,
                later ? parentBy : other.parentBy,
                Latest.greatestOf(snapshotBy, other.snapshotBy));
    }

    private static @Nullable Instant earliest(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
