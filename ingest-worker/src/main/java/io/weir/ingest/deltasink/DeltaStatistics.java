package io.weir.ingest.deltasink;

import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.ValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A data file's statistics as Delta has them, out of what DuckDB returns of a {@code COPY}: names of leaves such as
 * {@code "a"."b"}, and for each its {@code min}, {@code max} and {@code null_count} as text. They cost no look at a row: what
 * DuckDB tells of a file it knows from writing it.
 *
 * @see <a href="https://github.com/delta-io/delta/blob/master/PROTOCOL.md#per-file-statistics">the protocol</a>
 */
final class DeltaStatistics {

    /** Decimals are written with all of their digits. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final Map<String, Map<String, String>> leaves;
    private final FloatingColumns floating;
    private final IndexedColumns indexed;

    DeltaStatistics(Map<String, Map<String, String>> leaves, FloatingColumns floating, IndexedColumns indexed) {
        this.leaves = leaves;
        this.floating = floating;
        this.indexed = indexed;
    }

    /** The statistics of a file with so many rows of these columns, as JSON text. */
    String of(StructType columns, long rows) {
        Map<String, Object> statistics = new LinkedHashMap<>();
        statistics.put("numRecords", rows);
        statistics.put("minValues", collect(columns, List.of(), this::min));
        statistics.put("maxValues", collect(columns, List.of(), this::max));
        Map<String, Object> nulls = collect(columns, List.of(), (path, type) -> nulls(path));
        indexed.clustered().stream()
                .filter(path -> path.size() == 1)
                .forEach(path -> nulls.putIfAbsent(path.get(0), rows));
        statistics.put("nullCount", nulls);
        return JSON.writeValueAsString(statistics);
    }

    /** Readers take NaN for more than every number, and DuckDB leaves it out of its bounds. */
    private @Nullable Object min(List<String> path, ValueType type) {
        return floating.mayHaveNaN(path) ? null : DeltaBound.MIN.of(told(path).get("min"), type);
    }

    private @Nullable Object max(List<String> path, ValueType type) {
        return floating.mayHaveNaN(path) ? null : DeltaBound.MAX.of(told(path).get("max"), type);
    }

    private @Nullable Object nulls(List<String> path) {
        String count = told(path).get("null_count");
        return count == null ? null : Long.valueOf(count);
    }

    private Map<String, String> told(List<String> path) {
        return leaves.getOrDefault(
                path.stream()
                        .map(name -> '"' + name.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(".")),
                Map.of());
    }

    private Map<String, Object> collect(
            StructType columns, List<String> outer, BiFunction<List<String>, ValueType, @Nullable Object> statistic) {
        Map<String, String> names = ColumnNames.of(columns.fields().keySet());
        Map<String, Object> values = new LinkedHashMap<>();
        columns.fields().forEach((key, type) -> {
            String name = names.getOrDefault(key, key);
            List<String> path = IndexedColumns.within(outer, name);
            if (type instanceof StructType struct) {
                Map<String, Object> nested = collect(struct, path, statistic);
                if (!nested.isEmpty()) {
                    values.put(name, nested);
                }
            } else if (indexed.paths().contains(path)) {
                Object value = statistic.apply(path, type);
                if (value != null) {
                    values.put(name, value);
                }
            }
        });
        return values;
    }
}
