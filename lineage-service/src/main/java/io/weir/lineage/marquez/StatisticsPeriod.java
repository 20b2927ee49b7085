package io.weir.lineage.marquez;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The last day by hours, or the last week by days. */
public enum StatisticsPeriod {
    DAY(ChronoUnit.HOURS, 24),
    WEEK(ChronoUnit.DAYS, 7);

    private final ChronoUnit unit;
    private final int intervals;

    StatisticsPeriod(ChronoUnit unit, int intervals) {
        this.unit = unit;
        this.intervals = intervals;
    }

    /** The bounds of the intervals, one more than there are intervals; the last one holds {@code now}. */
    public List<Instant> bounds(Instant now, ZoneId zone) {
        ZonedDateTime first = now.atZone(zone).truncatedTo(unit).minus(intervals - 1, unit);
        List<Instant> bounds = new ArrayList<>();
        for (int interval = 0; interval <= intervals; interval++) {
            bounds.add(first.plus(interval, unit).toInstant());
        }
        return bounds;
    }
}
