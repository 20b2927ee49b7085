package io.weir.metadata.planning.jdbc;

import io.weir.metadata.planning.Plan;
import io.weir.metadata.snapshot.FileKey;
import io.weir.metadata.snapshot.FileLines;
import io.weir.metadata.snapshot.FileRange;
import io.weir.metadata.snapshot.Snapshots;
import io.weir.metadata.zone.PackedLines;
import io.weir.metadata.zone.PackedZone;
import io.weir.metadata.zone.PackedZones;
import io.weir.metadata.zone.ZoneRemovals;
import io.weir.metadata.zone.Zones;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/**
 * All files of a version in portions of a few megabytes, each in a statement or two of its own: what zones keep as it is where it
 * is right for the version, and the files one by one elsewhere. For one caller at a time.
 */
final class ListedPortions {

    /** Lines that can be written at any time after they were read. */
    @FunctionalInterface
    interface Portion {

        /** Writes them, each with its line end. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** So little that the first line comes at once, and enough to learn from how long lines are. */
    private static final int FIRST_ROWS = 500;

    private static final int MOST_ROWS = 20_000;
    private static final int BYTES = 2 << 20;

    /** So often rows are read between zones: each time looks at all that was removed since the version. */
    private static final int MOST_GAPS = 100;

    private final Snapshots snapshots;
    private final PackedZones packed;
    private final long tableId;
    private final long version;
    private final ZoneRemovals removals;
    private final Deque<PackedZone> zones = new ArrayDeque<>();
    private boolean behindZones;
    private boolean outdated;
    private int behindZonesRead;
    private int gaps;
    private int limit = FIRST_ROWS;

    /** What is left to list, and the part of it that is to be read one by one first. */
    private FileRange rest;

    private FileRange rows = new FileRange(FileKey.START, FileKey.START);

    ListedPortions(Snapshots snapshots, PackedZones packed, Plan plan) {
        this.snapshots = snapshots;
        this.packed = packed;
        this.tableId = plan.tableId();
        this.version = plan.version();
        this.rest = FileRange.of(version);
        this.removals = packed.removals(tableId, version);
        this.behindZones = !removals.isComplete();
        this.outdated = removals.isOverflown();
    }

    boolean hasNext() {
        return !rest.isEmpty();
    }

    /** Whether zones that are packed again, or made, would have served this listing better. */
    boolean isOutdated() {
        return outdated || (removals.isComplete() && behindZonesRead >= Zones.SIZE);
    }

    Portion next() {
        if (rows.isEmpty()) {
            fetchZones();
            List<byte[]> lines = leadingLines();
            if (!lines.isEmpty()) {
                return out -> PackedLines.unpack(lines, out);
            }
            rows = new FileRange(rest.after(), gaps++ < MOST_GAPS ? endOfRows() : giveUpZones());
        }
        return nextRows()::writeTo;
    }

    private void fetchZones() {
        if (zones.isEmpty() && !behindZones) {
            zones.addAll(packed.next(tableId, version, rest.after()));
            behindZones = zones.isEmpty();
        }
    }

    /** Takes the zones that come next and can be shown as they are. */
    private List<byte[]> leadingLines() {
        List<byte[]> lines = new ArrayList<>();
        while (!zones.isEmpty() && zones.element().files().after().equals(rest.after()) && isRight(zones.element())) {
            PackedZone zone = zones.remove();
            lines.add(Objects.requireNonNull(zone.lines()));
            rest = new FileRange(zone.files().last(), rest.last());
        }
        return lines;
    }

    /** Takes the zones that come next and cannot. */
    private FileKey endOfRows() {
        FileKey end = zones.isEmpty() ? rest.last() : zones.element().files().after();
        while (!zones.isEmpty() && !isRight(zones.element())) {
            PackedZone zone = zones.remove();
            outdated |= removals.outdate(zone);
            end = zone.files().last();
        }
        return end;
    }

    private FileKey giveUpZones() {
        zones.clear();
        behindZones = true;
        return rest.last();
    }

    private boolean isRight(PackedZone zone) {
        return zone.lines() != null && removals.leave(zone);
    }

    private FileLines nextRows() {
        FileLines lines = snapshots.lines(tableId, version, rows, limit);
        FileKey reached = lines.files() < limit ? rows.last() : lines.last();
        rows = new FileRange(reached, rows.last());
        rest = new FileRange(reached, rest.last());
        behindZonesRead += behindZones ? lines.files() : 0;
        if (lines.files() > 0) {
            limit = (int) Math.max(1, Math.min(MOST_ROWS, (long) BYTES * lines.files() / Math.max(1, lines.size())));
        }
        return lines;
    }
}
