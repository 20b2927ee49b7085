package io.weir.lineage.retention;

import io.micrometer.core.instrument.MeterRegistry;
import io.weir.lineage.openlineage.EventIds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Removes old events from the log, by the partition where they have one, and old facets of runs. Jobs, datasets, runs with their states and datasets, edges,
 * current facets of jobs and datasets, labels and snapshots stay: graph, latest states and snapshots are the same
 * afterwards. In batches of their own transactions, so that it may die anywhere, and any number of replicas may do it.
 */
@Component
public class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    /** So many spans ahead, an outage of some days makes none miss its partition. */
    private static final int AHEAD = 2;

    private final OldEvents old;
    private final EventSpans spans;
    private final RetentionSettings settings;
    private final Clock clock;
    private final MeterRegistry meters;

    Retention(OldEvents old, EventSpans spans, RetentionSettings settings, Clock clock, MeterRegistry meters) {
        this.old = old;
        this.spans = spans;
        this.settings = settings;
        this.clock = clock;
        this.meters = meters;
    }

    /** Looks through the oldest events and all runs, if anything is to be removed at all. */
    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "${weir.lineage.retention.interval:1h}")
    public void sweep() {
        Duration keep = settings.keep();
        if (keep == null) {
            return;
        }
        Instant now = clock.instant();
        Instant before = now.minus(keep);
        UUID first = EventIds.first(before);
        attempt("Coming events get no partition for now", () -> addSpans(EventSpan.of(now, keep), keep));
        attempt("Old partitions stay for now", () -> dropSpans(before));
        attempt("Old events stay for now", () -> removeEvents(first));
        attempt("Old facets stay for now", () -> removeFacets(first));
    }

    private static void attempt(String otherwise, Runnable step) {
        try {
            step.run();
        } catch (DataAccessException failed) {
            LOG.warn(otherwise, failed);
        }
    }

    private void addSpans(EventSpan current, Duration keep) {
        List<EventSpan> all = spans.all();
        EventSpan span = current;
        for (int ahead = 0; ahead <= AHEAD; ahead++) {
            if (all.stream().noneMatch(span::overlaps)) {
                spans.add(span);
            }
            span = EventSpan.of(span.end(), keep);
        }
    }

    private void dropSpans(Instant before) {
        for (EventSpan span : spans.all()) {
            if (!span.end().isAfter(before)) {
                spans.drop(span);
                count("partition", 1);
            }
        }
    }

    private void removeEvents(UUID before) {
        int removed;
        do {
            removed = old.removeEvents(before);
            count("event", removed);
        } while (removed == OldEvents.AT_ONCE);
    }

    private void removeFacets(UUID before) {
        List<UUID> runs = old.runs(BEFORE_ALL);
        while (!runs.isEmpty()) {
            count("facet", old.removeFacets(runs, before));
            runs = old.runs(runs.get(runs.size() - 1));
        }
    }

    private void count(String what, int removed) {
        meters.counter("weir.lineage.retention.removed", "what", what).increment(removed);
    }
}
