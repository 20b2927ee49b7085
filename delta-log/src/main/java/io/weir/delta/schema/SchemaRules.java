package io.weir.delta.schema;

import io.weir.delta.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a schema that someone hands in must keep, beyond being readable. */
public final class SchemaRules {

    private static final Pattern BAD_CHARACTERS = Pattern.compile("[ ,;{}()\\n\\t=]");

    /** The table property that tells the largest id which a column has or had, where the table maps names. */
    public static final String LARGEST_ID = "delta.columnMapping.maxColumnId";

    private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{1,18}");

    private SchemaRules() {}

    /**
     * What is wrong with a new schema, its names and its partition columns.
     *
     * @param columnMapping whether the table maps names, which frees them from what Parquet cannot take
     */
    public static List<Violation> check(StructType schema, List<String> partitionColumns, boolean columnMapping) {
        return check(schema, partitionColumns, columnMapping, true);
    }

    /**
     * What is wrong with a schema that a table has, or had. It may have been taken when less was asked, or come with the log of
     * another writer: what its columns say of column mapping and the types of its partition columns are not asked again.
     */
    public static List<Violation> checkKept(StructType schema, List<String> partitionColumns, boolean columnMapping) {
        return check(schema, partitionColumns, columnMapping, false);
    }

    /**
     * Whether a table that maps names tells the largest id that a column has or had, by which the next writer gives a new column one
     * that no other had.
     *
     * @param properties of the table
     * @param before of the table as it was, where it is there already: what it tells never falls
     * @param path of the properties in the request
     * @see <a href="https://github.com/delta-io/delta/blob/master/PROTOCOL.md#writer-requirements-for-column-mapping">the protocol</a>
     */
    public static Optional<Violation> checkLargestId(
            StructType schema, Map<String, String> properties, Map<String, String> before, String path) {
        long least = Math.max(MappedColumns.largestId(schema), largestId(before));
        return properties.containsKey(LARGEST_ID) && largestId(properties) >= least
                ? Optional.empty()
                : Optional.of(Violation.of(
                        path + "." + LARGEST_ID,
                        "is less than the largest id that a column has or had",
                        properties.get(LARGEST_ID),
                        least + " or more"));
    }

    /** As {@link #checkLargestId}, where the schema stays: a table that never told it need not do so now. */
    public static Optional<Violation> checkKeptLargestId(
            Map<String, String> properties, Map<String, String> before, String path) {
        return before.containsKey(LARGEST_ID)
                ? checkLargestId(StructType.of(List.of()), properties, before, path)
                : Optional.empty();
    }

    /** What a table's properties tell of the largest id that a column has or had; -1 where they do not tell it. */
    public static long largestId(Map<String, String> properties) {
        String told = properties.getOrDefault(LARGEST_ID, "");
        return WHOLE_NUMBER.matcher(told).matches() ? Long.parseLong(told) : -1;
    }

    private static List<Violation> check(
            StructType schema, List<String> partitionColumns, boolean columnMapping, boolean isNew) {
        List<Violation> violations = new ArrayList<>();
        if (schema.fields().isEmpty()) {
            violations.add(Violation.of("schema.fields", "has no column", null, "at least one column"));
        }
        checkType(schema, "schema", columnMapping, violations);
        if (columnMapping && isNew) {
            violations.addAll(MappedColumns.check(schema, "schema"));
        }
        checkPartitionColumns(schema, partitionColumns, isNew, violations);
        return violations;
    }

    private static void checkType(DataType type, String path, boolean mapped, List<Violation> violations) {
        if (type instanceof StructType struct) {
            checkNames(struct, path, mapped, violations);
        } else if (type instanceof ArrayType array) {
            checkType(array.elementType(), path + ".elementType", mapped, violations);
        } else if (type instanceof MapType map) {
            checkType(map.keyType(), path + ".keyType", mapped, violations);
            checkType(map.valueType(), path + ".valueType", mapped, violations);
        }
    }

    private static void checkNames(StructType struct, String path, boolean mapped, List<Violation> violations) {
        Set<String> seen = new HashSet<>();
        for (int index = 0; index < struct.fields().size(); index++) {
            StructField field = struct.fields().get(index);
            String at = path + ".fields[" + index + "]";
            if (field.name().isEmpty()) {
                violations.add(Violation.of(at + ".name", "is empty", null, "a name"));
            } else if (!mapped && BAD_CHARACTERS.matcher(field.name()).find()) {
                violations.add(Violation.of(
                        at + ".name",
                        "has a character that Parquet does not take",
                        field.name(),
                        "a name without any of ' ,;{}()=', tab and line feed, or column mapping"));
            }
            if (!seen.add(field.name().toLowerCase(Locale.ROOT))) {
                violations.add(Violation.of(
                        at + ".name", "is there twice", field.name(), "names that differ in more than upper case"));
            }
            checkType(field.type(), at + ".type", mapped, violations);
        }
    }

    private static void checkPartitionColumns(
            StructType schema, List<String> partitionColumns, boolean isNew, List<Violation> violations) {
        for (int index = 0; index < partitionColumns.size(); index++) {
            String name = partitionColumns.get(index);
            String at = "partitionColumns[" + index + "]";
            if (partitionColumns.indexOf(name) != index) {
                violations.add(Violation.of(at, "is there twice", name, "each column once"));
            }
            if (schema.field(name).isEmpty()) {
                violations.add(Violation.of(at, "is no column of the schema", name, columnNames(schema)));
            } else if (isNew && !schema.field(name).orElseThrow().type().isOfTexts()) {
                violations.add(Violation.of(
                        at,
                        "has a type that no partition can have",
                        name,
                        "a column of a primitive type other than variant and void"));
            }
        }
        if (!schema.fields().isEmpty()
                && partitionColumns.size() >= schema.fields().size()) {
            violations.add(Violation.of(
                    "partitionColumns", "leaves no column for the files", partitionColumns, "not all columns"));
        }
    }

    private static String columnNames(StructType schema) {
        return schema.fields().stream().map(StructField::name).toList().toString();
    }
}
