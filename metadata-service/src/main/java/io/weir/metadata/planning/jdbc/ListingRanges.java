package io.weir.metadata.planning.jdbc;

import io.weir.metadata.planning.Plan;
import io.weir.metadata.snapshot.FileKey;
import io.weir.metadata.snapshot.FileLines;
import io.weir.metadata.snapshot.FileRange;
import io.weir.metadata.zone.Zones;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A listing cut into ranges, one behind the other, of about a portion each. They are cut where zones end, so that a range
 * can be fetched while the one before it is; what is in no zone is one range, the last.
 */
final class ListingRanges {

    private static final int PORTION_BYTES = 2 << 20;
    private static final int LARGEST_PORTION = 20_000;

    /** Zones whose ends are asked for at once. */
    private static final int PAGE = 2000;

    /** Where files were removed a range takes in more zones, but not all of them at once. */
    private static final int GROWTH = 4;

    private final Zones zones;
    private final long tableId;
    private final FileKey end;
    private final Deque<FileKey> ends = new ArrayDeque<>();
    private boolean areAllKnown;
    private FileKey reached = FileKey.START;
    private int zonesEach = 1;
    private int filesEach = Zones.SIZE;

    ListingRanges(Zones zones, Plan plan) {
        this.zones = zones;
        this.tableId = plan.tableId();
        this.end = FileRange.of(plan.version()).last();
    }

    /**
     * A part of the listing.
     *
     * @param zones how many it is made of; none at the listing's end, and none of what is left of a range
     * @param limit files that are fetched of it at once
     */
    record Cut(FileRange range, int zones, int limit) {}

    boolean hasNext() {
        return reached.compareTo(end) < 0;
    }

    /** The range behind the one before. The first is small, so that its lines come at once. */
    Cut next() {
        FileKey after = reached;
        int taken = 0;
        while (taken < zonesEach && hasZone()) {
            reached = ends.remove();
            taken++;
        }
        if (taken == 0) {
            reached = end;
        }
        // As many as its zones have at most at the head do not look like the beginning of more.
        return new Cut(new FileRange(after, reached), taken, taken == 0 ? filesEach : taken * Zones.SIZE + 1);
    }

    /** What is left of a range that had more files than its limit. */
    Cut rest(Cut begun, FileLines lines) {
        return new Cut(new FileRange(lines.last(), begun.range().last()), 0, filesEach);
    }

    /** Has later ranges be of a portion's size, as these lines of a range suggest. */
    void learn(Cut cut, FileLines lines) {
        if (lines.files() > 0) {
            filesEach = atMost(LARGEST_PORTION, (long) PORTION_BYTES * lines.files() / lines.size());
        }
        if (cut.zones() > 0) {
            int most = Math.min(LARGEST_PORTION / Zones.SIZE, zonesEach) * GROWTH;
            zonesEach = atMost(most, (long) PORTION_BYTES * cut.zones() / Math.max(1, lines.size()));
        }
    }

    private static int atMost(int most, long number) {
        return (int) Math.max(1, Math.min(most, number));
    }

    /** A zone that reaches beyond the version is no place to cut at. */
    private boolean hasZone() {
        if (ends.isEmpty() && !areAllKnown) {
            List<FileKey> page = zones.ends(tableId, reached, PAGE);
            page.stream().takeWhile(zone -> zone.compareTo(end) <= 0).forEach(ends::add);
            areAllKnown = ends.size() < PAGE;
        }
        return !ends.isEmpty();
    }
}
