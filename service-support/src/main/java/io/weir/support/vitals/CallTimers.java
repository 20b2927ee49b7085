package io.weir.support.vitals;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The calls that a service answered since it began, from what it counts for Prometheus anyway. */
final class CallTimers {

    private static final String NAME = "http.server.requests";

    /** What is not a call of the API. */
    private static final Pattern APART = Pattern.compile("/(actuator|internal)/.*");

    private final MeterRegistry registry;
    private final Predicate<String> waiting;

    /** @param waiting whether an operation, by method and path, waits for as long as its caller wants it to */
    CallTimers(MeterRegistry registry, Predicate<String> waiting) {
        this.registry = registry;
        this.waiting = waiting;
    }

    /** By method and path; costs some microseconds for each of them. */
    Map<String, CallCounts> read() {
        Map<String, CallCounts> operations = new HashMap<>();
        for (Timer timer : registry.find(NAME).timers()) {
            String path = tag(timer, "uri");
            String operation = tag(timer, "method") + " " + path;
            if (!APART.matcher(path).matches() && !waiting.test(operation)) {
                operations.merge(operation, counts(timer), CallCounts::plus);
            }
        }
        return operations;
    }

    private static CallCounts counts(Timer timer) {
        HistogramSnapshot snapshot = timer.takeSnapshot();
        CountAtBucket[] buckets = snapshot.histogramCounts();
        return new CallCounts(
                snapshot.count(),
                tag(timer, "status").startsWith("5") ? snapshot.count() : 0,
                Stream.of(buckets)
                        .mapToDouble(bucket -> bucket.bucket(TimeUnit.MILLISECONDS))
                        .toArray(),
                Stream.of(buckets).mapToLong(bucket -> (long) bucket.count()).toArray());
    }

    private static String tag(Timer timer, String key) {
        return timer.getId().getTags().stream()
                .filter(tag -> tag.getKey().equals(key))
                .map(Tag::getValue)
                .findFirst()
                .orElse("");
    }
}
