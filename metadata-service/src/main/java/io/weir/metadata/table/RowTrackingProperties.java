package io.weir.metadata.table;

import io.weir.delta.Violation;
import io.weir.delta.action.Metadata;
import io.weir.delta.schema.StructType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a table that tracks its rows: the switch, and the columns of data files that keep the id and the version
 * of rows which move to another file. Writers know those columns by name, so that the names stay for good.
 */
public final class RowTrackingProperties {

    public static final String ENABLED = "delta.enableRowTracking";

    /** Asks writers to give no ids for a while, which is not done here. */
    static final String SUSPENDED = "delta.rowTrackingSuspended";

    private static final String ROW_ID = "delta.rowTracking.materializedRowIdColumnName";
    private static final String ROW_VERSION = "delta.rowTracking.materializedRowCommitVersionColumnName";

    private static final Map<String, String> PREFIXES =
            new TreeMap<>(Map.of(ROW_ID, "_row-id-col-", ROW_VERSION, "_row-commit-version-col-"));

    private RowTrackingProperties() {}

    public static boolean isOn(Map<String, ? extends @Nullable String> properties) {
        return Boolean.parseBoolean(properties.get(ENABLED));
    }

    /** Properties with the names of the columns, if the table tracks its rows or did so once: those of before, or new ones. */
    public static Map<String, String> completed(Map<String, String> properties, Map<String, String> before) {
        Map<String, String> completed = new LinkedHashMap<>(properties);
        PREFIXES.forEach((property, prefix) -> {
            String known = before.get(property);
            if (known != null) {
                completed.putIfAbsent(property, known);
            } else if (isOn(properties)) {
                completed.putIfAbsent(property, prefix + UUID.randomUUID());
            }
        });
        return completed;
    }

    /**
     * What is wrong with the names of the columns.
     *
     * @param before the properties until then; empty for a new table
     */
    public static Stream<Violation> violations(Metadata metadata, Map<String, String> before, String path) {
        return violations(completed(metadata.configuration(), before), metadata.schema(), before, path);
    }

    /** As {@link #violations(Metadata, Map, String)}, of properties and a schema. */
    public static Stream<Violation> violations(
            Map<String, String> properties, StructType schema, Map<String, String> before, String path) {
        Set<String> columns = schema.fields().stream()
                .flatMap(field -> Stream.of(field.name(), field.physicalName()))
                .collect(Collectors.toSet());
        Stream<Violation> changed = PREFIXES.keySet().stream()
                .filter(properties::containsKey)
                .filter(property ->
                        before.containsKey(property) && !before.get(property).equals(properties.get(property)))
                .map(property ->
                        violation(path, property, "cannot change", properties, "\"" + before.get(property) + "\""));
        Stream<Violation> columnNames = PREFIXES.keySet().stream()
                .filter(property -> columns.contains(properties.getOrDefault(property, "")))
                .map(property ->
                        violation(path, property, "is a column of the table", properties, "a name of its own"));
        boolean same = properties.containsKey(ROW_ID) && properties.get(ROW_ID).equals(properties.get(ROW_VERSION));
        Stream<Violation> sameNames = same
                ? Stream.of(violation(path, ROW_VERSION, "is another column's, too", properties, "a name of its own"))
                : Stream.empty();
        return Stream.of(changed, columnNames, sameNames).flatMap(violations -> violations);
    }

    private static Violation violation(
            String path, String property, String message, Map<String, String> properties, String allowed) {
        return Violation.of(path + "." + property, message, properties.get(property), allowed);
    }
}
