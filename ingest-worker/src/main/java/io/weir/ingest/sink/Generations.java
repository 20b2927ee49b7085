package io.weir.ingest.sink;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which reading of its topic a pipeline is in. Each reset begins another one: sinks start a watermark anew for it, and
 * refuse whoever writes for an earlier one. They are numbered by when they were begun, in milliseconds since 1970, so that
 * a number is not used again even where the service's database is lost and the sinks are not.
 *
 * @param all number of all partitions that have none of their own; 0 before the first reset
 * @param partitions numbers of those that were reset by themselves
 */
public record Generations(long all, Map<Integer, Long> partitions) {

    /** The number of none: what bears it is of no reading of the topic. */
    public static final long NONE = -1;

    /** Of a pipeline that was never reset. */
    public static final Generations FIRST = new Generations(0, Map.of());

    public Generations {
        partitions = Map.copyOf(partitions);
    }

    public long of(int partition) {
        return partitions.getOrDefault(partition, all);
    }

    /** An expression for the generation of a partition that a column names. */
    public String sql(String column) {
        StringBuilder cases = new StringBuilder("case ").append(column);
        partitions.forEach((partition, generation) ->
                cases.append(" when ").append(partition).append(" then ").append(generation));
        return partitions.isEmpty()
                ? Long.toString(all)
                : cases.append(" else ").append(all).append(" end").toString();
    }

    /** The latest of all. */
    public long latest() {
        return partitions.values().stream().mapToLong(Long::longValue).reduce(all, Math::max);
    }

    /** All partitions in a new one. */
    public Generations next(Instant now) {
        return new Generations(number(now), Map.of());
    }

    /** These partitions in a new one, and the others where they are. */
    public Generations next(Instant now, Set<Integer> chosen) {
        Map<Integer, Long> all = new HashMap<>(partitions);
        chosen.forEach(partition -> all.put(partition, number(now)));
        return new Generations(this.all, all);
    }

    /** A clock that was put back does not put generations back. */
    private long number(Instant now) {
        return Math.max(latest() + 1, now.toEpochMilli());
    }
}
