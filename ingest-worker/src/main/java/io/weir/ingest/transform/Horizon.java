package io.weir.ingest.transform;

import io.weir.ingest.decode.Sql;
import io.weir.ingest.sink.Owner;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far back a pipeline looks in the time of its records. All of before the mark is taken for known: the latest time of the
 * partition that is least far, less the lateness. Of two streams nothing is known before both have come.
 *
 * @param time column of rows that says when they happened
 * @param lateness microseconds by which a record may be older than the latest of its partition
 * @param letters whether a record that is later becomes a dead letter, rather than being left out
 * @param keys by which records are the same, of which only the first counts; none if all do
 * @param window what rows are gathered by; null if they are not
 * @param idle milliseconds after which a partition that gets no records is not waited for; 0 if it is waited for always
 * @param joined by which rows belong to those of another stream; none if there is no other
 */
public record Horizon(
        String time,
        long lateness,
        boolean letters,
        List<String> keys,
        @Nullable Windows window,
        long idle,
        List<String> joined) {

    /** Of a pipeline that reads one stream. */
    public Horizon(
            String time, long lateness, boolean letters, List<String> keys, @Nullable Windows window, long idle) {
        this(time, lateness, letters, keys, window, idle, List.of());
    }

    /** Column of keys that were seen: the time of the record that had them, in microseconds. */
    public static final String SEEN_AT = "weir_at";

    /** Column of keys that were seen: the generation of who saw them. */
    public static final String SEEN_GENERATION = "weir_generation";

    /** Beyond it, a window would end where numbers do. */
    private static final long FARTHEST = 4_000_000_000_000_000_000L;

    /** A row's time in microseconds; null of one that is infinite, or more than a hundred thousand years away. */
    String at() {
        String column = Sql.name(time);
        return "(case when isfinite(" + column + ") then case when epoch_us(" + column + ") between -" + FARTHEST
                + " and " + FARTHEST + " then epoch_us(" + column + ") end end)";
    }

    /** Whether a row is older than what is known for sure: a condition. */
    String late(long mark) {
        return window == null ? at() + " < " + mark : window.late(at(), mark);
    }

    /** Columns without which a row has no place in time, or is nobody's. */
    public List<String> required() {
        return Stream.of(keys, joined, List.of(time))
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /** What the table of keys that a pipeline has seen is called. One of the same name that is made anew may have other ones. */
    public String seen(Owner owner) {
        return "weir.seen/" + owner.pipeline() + "/" + String.join("/", keys);
    }

    /** Whether two relations are at the same key. */
    String sameKey(String one, String other) {
        return keys.stream()
                .map(Sql::name)
                .map(key -> one + "." + key + " = " + other + "." + key)
                .collect(Collectors.joining(" and "));
    }
}
