package io.weir.delta.schema;

import io.weir.delta.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What columns of a table that maps their names must say of themselves, however deep they lie: an id and a physical name. */
final class MappedColumns {

    private static final String ID = "delta.columnMapping.id";
    private static final String BOTH = ID + " and " + StructField.PHYSICAL_NAME + ", of its own each";

    private final Set<Long> ids = new HashSet<>();
    private final List<Violation> violations = new ArrayList<>();

    private MappedColumns() {}

    /** The largest id of a column that has one; 0 where none has. */
    static long largestId(StructType schema) {
        MappedColumns columns = new MappedColumns();
        columns.type(schema, "");
        return columns.ids.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    static List<Violation> check(StructType schema, String path) {
        MappedColumns columns = new MappedColumns();
        columns.type(schema, path);
        return columns.violations;
    }

    private void type(DataType type, String path) {
        if (type instanceof StructType struct) {
            struct(struct, path);
        } else if (type instanceof ArrayType array) {
            type(array.elementType(), path + ".elementType");
        } else if (type instanceof MapType map) {
            type(map.keyType(), path + ".keyType");
            type(map.valueType(), path + ".valueType");
        }
    }

    /** Names are those of one struct, ids those of the table. */
    private void struct(StructType struct, String path) {
        Set<String> names = new HashSet<>();
        for (int index = 0; index < struct.fields().size(); index++) {
            StructField field = struct.fields().get(index);
            String at = path + ".fields[" + index + "]";
            String problem = problem(field, names);
            if (problem != null) {
                violations.add(Violation.of(at + ".metadata", problem, field.name(), BOTH));
            }
            type(field.type(), at + ".type");
        }
    }

    private @Nullable String problem(StructField field, Set<String> names) {
        JsonNode name = field.metadata().values().get(StructField.PHYSICAL_NAME);
        if (name == null || !name.isString() || name.stringValue().isEmpty()) {
            return "has no physical name";
        }
        JsonNode id = field.metadata().values().get(ID);
        if (id == null || !id.isIntegralNumber() || !id.canConvertToLong()) {
            return "has no id of a column";
        }
        if (!names.add(name.stringValue())) {
            return "has another column's physical name";
        }
        return ids.add(id.longValue()) ? null : "has another column's id";
    }
}
