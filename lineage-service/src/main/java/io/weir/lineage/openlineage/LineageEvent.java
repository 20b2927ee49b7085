package io.weir.lineage.openlineage;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event, understood.
 *
 * @param id orders events and is equal for equal ones, see {@link EventIds}
 * @param time when it happened, to the microsecond
 * @param type what it announces about the run; null where it says nothing
 * @param run null in events about a job or a dataset alone
 * @param job null in events about a dataset alone
 * @param links edges that facets state, beside those from a job to its datasets
 * @param columns which column comes from which, as facets state it
 * @param completeSnapshot the datasets replace those of earlier events of the run
 * @param body the event as it came, in canonical JSON
 * @param warnings what could not be understood and was passed over
 * @param own whether the platform itself says so, not somebody outside
 * @param sender who sent it, as in {@code user:ann}; null where nobody is asked
 */
public record LineageEvent(
        UUID id,
        Instant time,
        @Nullable EventType type,
        @Nullable RunMention run,
        @Nullable NodeName job,
        List<Facet> jobFacets,
        List<DatasetMention> datasets,
        List<Link> links,
        List<ColumnLink> columns,
        boolean completeSnapshot,
        String body,
        List<String> warnings,
        boolean own,
        @Nullable String sender) {

    /** The same event, known to be the platform's own. */
    public LineageEvent asOwn() {
        return new LineageEvent(
                id,
                time,
                type,
                run,
                job,
                jobFacets,
                datasets,
                links,
                columns,
                completeSnapshot,
                body,
                warnings,
                true,
                sender);
    }

    /** The same event, known to be sent by somebody. */
    public LineageEvent sentBy(String somebody) {
        return new LineageEvent(
                id,
                time,
                type,
                run,
                job,
                jobFacets,
                datasets,
                links,
                columns,
                completeSnapshot,
                body,
                warnings,
                own,
                somebody);
    }

    /** What the event is about. */
    public Kind kind() {
        if (run != null) {
            return Kind.RUN;
        }
        return job != null ? Kind.JOB : Kind.DATASET;
    }

    /** The three events that OpenLineage knows. */
    public enum Kind {
        RUN,
        JOB,
        DATASET
    }
}
