package io.weir.ingest.warehouse;

import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** What is written by {@link KilledWriter}s, and what ought to come of it. */
public final class KilledEvents {

    /** How many there are, without the one that ends all windows. */
    public static final int SIZE = 400;

    public static final long SECOND = 1_000_000;

    /** By how much one may be older than the latest, in seconds. */
    public static final int LATENESS = 20;

    public static final WarehouseLimits LIMITS = new WarehouseLimits("256MB", 2, "16MB");
    public static final StructType COLUMNS =
            (StructType) TypeNames.parse("STRUCT(id BIGINT, shop VARCHAR, \"at\" TIMESTAMP, n BIGINT)");
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private KilledEvents() {}

    /** One of them. */
    public record Event(int id, long second, int n) {

        public String json() {
            return "{\"id\":" + id + ",\"shop\":\"s" + n % 3 + "\",\"at\":\"" + at() + "\",\"n\":" + n + "}";
        }

        String at() {
            return BEGIN.plusSeconds(second).toString().replace("Z", "");
        }

        /** Every fifth one cannot be a row as long as its number is to be one. */
        String perhapsBroken() {
            return n % 5 == 0 ? "{\"id\":" + n + ",\"n\":\"many\"}" : "{\"id\":" + n + ",\"n\":" + n + "}";
        }
    }

    /**
     * None is later than the lateness, so all count, wherever batches end; but one always is.
     *
     * @param seconds from one to the next
     */
    public static List<Event> every(int seconds) {
        Random random = new Random(4711);
        List<Event> events = new ArrayList<>();
        for (int index = 0; index < SIZE; index++) {
            long second = Math.max(0, (long) index * seconds - random.nextInt(LATENESS));
            events.add(new Event(random.nextInt(SIZE / 3), second, index));
        }
        events.add(new Event(SIZE, 10_000, SIZE));
        return events;
    }

    /** The number of the first one of each key. */
    public static List<String> firsts(List<Event> events) {
        Map<Integer, Integer> firsts = new TreeMap<>();
        events.forEach(event -> firsts.putIfAbsent(event.id(), event.n()));
        return lines(firsts);
    }

    /** The sum of numbers of each ten seconds that have ended. */
    public static List<String> sums(List<Event> events) {
        Map<Long, Long> sums = new TreeMap<>();
        events.subList(0, SIZE).forEach(event -> sums.merge(event.second() / 10, (long) event.n(), Long::sum));
        return lines(sums);
    }

    private static List<String> lines(Map<?, ?> values) {
        return values.entrySet().stream()
                .map(value -> value.getKey() + "|" + value.getValue())
                .toList();
    }
}
