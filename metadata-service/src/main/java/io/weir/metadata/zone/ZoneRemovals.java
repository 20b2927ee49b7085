package io.weir.metadata.zone;

import io.weir.metadata.snapshot.FileKey;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which files were removed between the version of a listing and those that a table's zones were packed at. A version never
 * changes, so neither does this. The files of a zone that were live at two versions, both of which have all of them behind
 * them, are the same if none of its range was removed in between.
 */
public final class ZoneRemovals {

    /** A file that is gone. */
    public record Removal(FileKey file, long version) {}

    private final long version;
    private final long oldest;
    private final long newest;
    private final boolean complete;
    private final NavigableMap<FileKey, Long> removals = new TreeMap<>();

    /**
     * @param version of the listing
     * @param oldest of the versions that were looked at: removals of later ones are known
     * @param newest up to which they are, inclusive
     * @param removals all of them, if they are not more than {@code most}
     */
    public ZoneRemovals(long version, long oldest, long newest, List<Removal> removals, int most) {
        this.version = version;
        this.oldest = oldest;
        this.newest = newest;
        this.complete = removals.size() <= most;
        removals.forEach(removal -> this.removals.put(removal.file(), removal.version()));
    }

    /** Whether they are so few that all of them are known; of no zone is anything known otherwise. */
    public boolean isComplete() {
        return complete;
    }

    /** Whether they are too many because the zones were packed long before the version. */
    public boolean isOverflown() {
        return !complete && oldest < version;
    }

    /** Whether the files of a zone that were live when it was packed are those that are live at the version. */
    public boolean leave(PackedZone zone) {
        Long packed = zone.packedVersion();
        return complete
                && packed != null
                // Who packs a zone anew meanwhile does so for a version that was not looked at.
                && packed >= oldest
                && packed <= newest
                && removals.subMap(zone.files().after(), false, zone.files().last(), true).values().stream()
                        .noneMatch(
                                removed -> removed > Math.min(packed, version) && removed <= Math.max(packed, version));
    }

    /** Whether a zone would be of use to this version's listing if it were packed again. */
    public boolean outdate(PackedZone zone) {
        Long packed = zone.packedVersion();
        return packed == null || (packed < version && !leave(zone));
    }
}
