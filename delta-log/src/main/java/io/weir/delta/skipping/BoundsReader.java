package io.weir.delta.skipping;

import io.weir.delta.action.FileStatistics;
import io.weir.delta.json.CompactObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes the bounds of files out of their statistics and partition values. Made once for the files of a commit. */
public final class BoundsReader {

    /** What Hive's folders call null; nothing is known of a file whose writer took it over. */
    private static final String HIVE_NULL = "__HIVE_DEFAULT_PARTITION__";

    private record Placed(SkippingColumn column, int slot) {}

    private final List<Placed> placed = new ArrayList<>();
    private final int slots;

    /** Columns without a slot are left out. */
    public BoundsReader(Slots slots, SkippingColumns columns) {
        this.slots = slots.keys().size();
        columns.all().forEach(column -> slots.slotOf(column).ifPresent(slot -> placed.add(new Placed(column, slot))));
    }

    /** The bounds of a file. What its writer did not tell, or told in a form that is not understood, is not known. */
    public FileBounds read(Map<String, @Nullable String> partitionValues, FileStatistics statistics) {
        Reading reading = new Reading(slots);
        for (Placed place : placed) {
            if (place.column().partition()) {
                reading.partition(place, partitionValues);
            } else {
                reading.statistics(place, statistics);
            }
        }
        return reading.bounds();
    }

    private static final class Reading {

        private final @Nullable SortKey[] lows;
        private final @Nullable SortKey[] highs;
        private long withoutNulls;
        private long nullsOnly;

        Reading(int slots) {
            lows = new SortKey[slots];
            highs = new SortKey[slots];
        }

        /** An empty text stands for null. */
        void partition(Placed place, Map<String, @Nullable String> values) {
            String name = place.column().path().get(0);
            if (!values.containsKey(name)) {
                return;
            }
            String value = values.get(name);
            if (value == null || value.isEmpty()) {
                nullsOnly |= 1L << place.slot();
                return;
            }
            if (value.equals(HIVE_NULL)) {
                return;
            }
            withoutNulls |= 1L << place.slot();
            StoredValues.ofPartition(place.column().type(), value).ifPresent(range -> {
                lows[place.slot()] = range.low();
                highs[place.slot()] = range.high();
            });
        }

        void statistics(Placed place, FileStatistics statistics) {
            SkippingColumn column = place.column();
            value(statistics.minValues(), column)
                    .flatMap(min -> StoredValues.ofStatistic(column.type(), CompactObject.tree(min)))
                    .ifPresent(range -> lows[place.slot()] = range.low());
            value(statistics.maxValues(), column)
                    .flatMap(max -> StoredValues.ofStatistic(column.type(), CompactObject.tree(max)))
                    .ifPresent(range -> highs[place.slot()] = range.high());
            Optional<Long> nulls = value(statistics.nullCount(), column)
                    .map(CompactObject::tree)
                    .filter(JsonNode::canConvertToLong)
                    .map(JsonNode::longValue);
            if (nulls.isPresent()) {
                withoutNulls |= nulls.get() == 0 ? 1L << place.slot() : 0;
                nullsOnly |= nulls.get().equals(statistics.numRecords()) ? 1L << place.slot() : 0;
            }
        }

        private static Optional<Object> value(@Nullable CompactObject values, SkippingColumn column) {
            Object value = values;
            for (String name : column.path()) {
                value = value instanceof CompactObject object ? object.value(name) : null;
            }
            return Optional.ofNullable(value);
        }

        FileBounds bounds() {
            return new FileBounds(Arrays.asList(lows), Arrays.asList(highs), withoutNulls, nullsOnly);
        }
    }
}
