package io.weir.ingest.worker;

import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Gauges of one name, one for each key, which come and go. One that stays is set, and not made anew: a scrape meanwhile would
 * find the one that ends and the one that begins, and fail as a whole. One thread sets them.
 */
final class KeyedGauges<K> {

    private static final class Value {
        private volatile double number;
    }

    private final MultiGauge gauges;
    private final Function<K, Tags> tags;
    private final Map<K, Value> values = new LinkedHashMap<>();

    /** @param tags that tell the gauge of a key from the others */
    KeyedGauges(MultiGauge gauges, Function<K, Tags> tags) {
        this.gauges = gauges;
        this.tags = tags;
    }

    /** Shows these numbers, and of no other key. */
    void show(Map<K, Double> numbers) {
        values.keySet().retainAll(numbers.keySet());
        numbers.forEach((key, number) -> values.computeIfAbsent(key, unseen -> new Value()).number = number);
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        values.forEach((key, value) -> rows.add(MultiGauge.Row.of(tags.apply(key), value, shown -> shown.number)));
        gauges.register(rows, false);
    }
}
