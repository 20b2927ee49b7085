package io.weir.ingest.deltasink;

import io.weir.ingest.sink.Owner;
import io.weir.ingest.sink.Watermark;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a pipeline's watermarks are called as transactions of a Delta table: {@code pipeline/partition[@generation][#count]},
 * without a generation before the first reset. The generation that may write is a transaction, too.
 */
final class TransactionNames {

    private static final Pattern PARTITION = Pattern.compile("(\\d{1,9})(?:@(\\d{1,18}))?(?:#([a-z]+(?::.+)?))?");

    private static final String GENERATION = "generation";
    private static final String BROKEN = "broken:";
    private static final String BRANCH = "branch:";

    private final Owner owner;
    private final String prefix;

    TransactionNames(Owner owner) {
        this.owner = owner;
        this.prefix = owner.pipeline() + "/";
    }

    String of(int partition) {
        long generation = owner.generation(partition);
        return prefix + partition + (generation == 0 ? "" : "@" + generation);
    }

    /** The transaction whose version is the generation that may write. */
    String ofGeneration(int partition) {
        return prefix + partition + "#" + GENERATION;
    }

    /** The transaction of letters for rows of several records, whose version no two commits have in common. */
    String ofRows(int partition) {
        return of(partition) + "#rows";
    }

    /** The watermarks that a table's transactions tell of the owner's generation. */
    Map<Integer, Watermark> watermarks(Map<String, Long> transactions) {
        Map<Integer, Map<String, Long>> values = new TreeMap<>();
        transactions.forEach((application, version) -> {
            Matcher name = PARTITION.matcher(application.substring(prefix.length()));
            if (name.matches() && isOwn(name)) {
                values.computeIfAbsent(Integer.valueOf(name.group(1)), any -> new LinkedHashMap<>())
                        .put(name.group(3) == null ? "" : name.group(3), version);
            }
        });
        Map<Integer, Watermark> watermarks = new TreeMap<>();
        values.forEach((partition, found) -> watermarks.put(
                partition,
                new Watermark(
                        0,
                        found.getOrDefault("", Watermark.NONE),
                        found.getOrDefault("written", 0L),
                        found.getOrDefault("dead", 0L),
                        found.getOrDefault("filtered", 0L),
                        found.getOrDefault("bytes", 0L),
                        found.getOrDefault("batches", 0L),
                        counts(found, BROKEN),
                        counts(found, BRANCH))));
        return watermarks;
    }

    private static Map<String, Long> counts(Map<String, Long> found, String kind) {
        Map<String, Long> counts = new TreeMap<>();
        found.forEach((count, value) -> {
            if (count.startsWith(kind)) {
                counts.put(count.substring(kind.length()), value);
            }
        });
        return counts;
    }

    private boolean isOwn(Matcher name) {
        long generation = name.group(2) == null ? 0 : Long.parseLong(name.group(2));
        return generation == owner.generation(Integer.parseInt(name.group(1))) && !GENERATION.equals(name.group(3));
    }

    /**
     * Says a step of a partition as transactions.
     *
     * @param counting whether counts are kept here, too
     * @param expected receives what is to be found
     * @param written receives what is to be written; what does not change is in neither
     */
    void put(
            int partition,
            Watermark old,
            Watermark next,
            boolean counting,
            Map<String, @Nullable Long> expected,
            Map<String, Long> written) {
        step(of(partition), old.sequence(), next.sequence(), Watermark.NONE, expected, written);
        if (counting) {
            step(of(partition) + "#written", old.written(), next.written(), 0, expected, written);
            step(of(partition) + "#dead", old.deadLettered(), next.deadLettered(), 0, expected, written);
            step(of(partition) + "#filtered", old.filtered(), next.filtered(), 0, expected, written);
            step(of(partition) + "#bytes", old.bytes(), next.bytes(), 0, expected, written);
            step(of(partition) + "#batches", old.batches(), next.batches(), 0, expected, written);
            steps(of(partition) + "#" + BROKEN, old.broken(), next.broken(), expected, written);
            steps(of(partition) + "#" + BRANCH, old.branches(), next.branches(), expected, written);
        }
    }

    private static void steps(
            String prefix,
            Map<String, Long> old,
            Map<String, Long> next,
            Map<String, @Nullable Long> expected,
            Map<String, Long> written) {
        next.forEach((name, count) -> step(prefix + name, old.getOrDefault(name, 0L), count, 0, expected, written));
    }

    private static void step(
            String name,
            long old,
            long next,
            long none,
            Map<String, @Nullable Long> expected,
            Map<String, Long> written) {
        if (old != next) {
            expected.put(name, old == none ? null : old);
            written.put(name, next);
        }
    }
}
