package io.weir.delta.skipping;

import io.weir.delta.json.DeltaJson;
import io.weir.delta.schema.DataType;
import io.weir.delta.schema.PrimitiveType;
import java.util.List;

/**
 * A column that conditions can name.
 *
 * @param names its path by the names that people use
 * @param path its path by the names that files use
 * @param type its type; binary, which has no bounds, where its order is a collation's
 * @param partition whether its values are in {@code partitionValues} and not in the files
 */
public record SkippingColumn(List<String> names, List<String> path, DataType type, boolean partition) {

    public SkippingColumn {
        names = List.copyOf(names);
        path = List.copyOf(path);
    }

    /** What its slot is known by: a column that changes its domain gets another slot. */
    String slotKey() {
        return Domain.of(type) + " " + DeltaJson.mapper().writeValueAsString(path);
    }

    boolean isNested() {
        return path.size() > 1;
    }

    SkippingColumn withoutOrder() {
        return new SkippingColumn(names, path, PrimitiveType.BINARY, partition);
    }
}
