package io.weir.delta.action;

import io.weir.delta.InvalidActionException;
import io.weir.delta.Violation;
import io.weir.delta.schema.StructField;
import io.weir.delta.schema.StructType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys that {@code partitionValues} of a table's files must have: its partition columns' physical names. */
record PartitionRule(Set<String> physicalNames) {

    /** Absent if the table's schema cannot be read, which is a violation of the action that brings it. */
    static @Nullable PartitionRule of(Metadata metadata) {
        if (metadata.partitionColumns().isEmpty()) {
            return new PartitionRule(Set.of());
        }
        try {
            return new PartitionRule(names(metadata, StructType.parse(metadata.schemaString())));
        } catch (InvalidActionException unreadable) {
            return null;
        }
    }

    private static Set<String> names(Metadata metadata, StructType schema) {
        boolean mapped = ColumnMapping.isOn(metadata);
        Set<String> names = new LinkedHashSet<>();
        for (String column : metadata.partitionColumns()) {
            names.add(
                    mapped ? schema.field(column).map(StructField::physicalName).orElse(column) : column);
        }
        return names;
    }

    void check(String path, Map<String, @Nullable String> values, List<Violation> violations) {
        if (!values.keySet().equals(physicalNames)) {
            violations.add(Violation.of(
                    path + ".partitionValues",
                    "does not name the partition columns",
                    values.keySet(),
                    physicalNames.isEmpty() ? "{}" : "a value or null for each of " + physicalNames));
        }
    }
}
