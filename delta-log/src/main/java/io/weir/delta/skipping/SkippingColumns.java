package io.weir.delta.skipping;

import io.weir.delta.action.Metadata;
import io.weir.delta.schema.StructField;
import io.weir.delta.schema.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The columns of a table that conditions can name: those that are no structs, at any depth of structs. */
public final class SkippingColumns {

    /** Where a column says that texts which differ may be equal. */
    private static final String COLLATIONS = "__COLLATIONS";

    /** Where a column says that it is of a CHAR type, whose texts engines pad with blanks. */
    private static final String CHARACTERS = "__CHAR_VARCHAR_TYPE_STRING";

    private static final String MAPPING_MODE = "delta.columnMapping.mode";

    private final List<SkippingColumn> columns = new ArrayList<>();
    private final List<String> partitionColumns;
    private final boolean mapped;

    private SkippingColumns(Metadata metadata) {
        this.partitionColumns = metadata.partitionColumns();
        String mode = metadata.configuration().get(MAPPING_MODE);
        this.mapped = mode != null && !mode.toLowerCase(Locale.ROOT).equals("none");
        add(metadata.schema(), List.of(), List.of());
    }

    /** The columns of a table; parses its schema. */
    public static SkippingColumns of(Metadata metadata) {
        return new SkippingColumns(metadata);
    }

    private void add(StructType struct, List<String> names, List<String> path) {
        for (StructField field : struct.fields()) {
            List<String> fieldNames = below(names, field.name());
            List<String> fieldPath = below(path, mapped ? field.physicalName() : field.name());
            if (field.type() instanceof StructType nested) {
                add(nested, fieldNames, fieldPath);
            } else {
                boolean partition = names.isEmpty() && partitionColumns.contains(field.name());
                SkippingColumn column = new SkippingColumn(fieldNames, fieldPath, field.type(), partition);
                columns.add(hasOrder(field) ? column : column.withoutOrder());
            }
        }
    }

    private static boolean hasOrder(StructField field) {
        JsonNode characters = field.metadata().values().get(CHARACTERS);
        boolean padded = characters != null
                && characters.isString()
                && characters.stringValue().toLowerCase(Locale.ROOT).startsWith("char");
        return !padded && !field.metadata().values().containsKey(COLLATIONS);
    }

    private static List<String> below(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return longer;
    }

    /** All of them, in the order of the schema. */
    public List<SkippingColumn> all() {
        return columns;
    }

    /** The column of a path; upper case does not matter where names do not differ in it alone. */
    Optional<SkippingColumn> find(List<String> path) {
        Optional<SkippingColumn> exact =
                columns.stream().filter(column -> column.names().equals(path)).findFirst();
        return exact.or(() -> columns.stream()
                .filter(column -> lower(column.names()).equals(lower(path)))
                .findFirst());
    }

    /** Whether a path is that of a struct. */
    boolean isStruct(List<String> path) {
        List<String> wanted = lower(path);
        return columns.stream()
                .map(column -> lower(column.names()))
                .anyMatch(names -> names.size() > wanted.size()
                        && names.subList(0, wanted.size()).equals(wanted));
    }

    /** For errors. */
    String shown() {
        return columns.stream()
                .map(column -> String.join(".", column.names()))
                .limit(100)
                .toList()
                .toString();
    }

    private static List<String> lower(List<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }
}
