package io.weir.ingest.avro;

import io.weir.ingest.decode.ListType;
import io.weir.ingest.decode.MapType;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeNames;
import io.weir.ingest.decode.ValueType;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** What columns the records of a schema need. */
final class AvroColumns {

    private static final ValueType TEXT = TypeNames.parse("VARCHAR");
    private static final ValueType WHOLE = TypeNames.parse("BIGINT");
    private static final ValueType FRACTION = TypeNames.parse("DOUBLE");

    /** Of digits that DuckDB's decimals have at most. */
    static final int MOST_DIGITS = 38;

    private static final Map<String, ValueType> LOGICAL = Map.ofEntries(
            Map.entry("date", TypeNames.parse("DATE")),
            Map.entry("time-millis", TypeNames.parse("TIME")),
            Map.entry("time-micros", TypeNames.parse("TIME")),
            Map.entry("timestamp-millis", TypeNames.parse("TIMESTAMP WITH TIME ZONE")),
            Map.entry("timestamp-micros", TypeNames.parse("TIMESTAMP WITH TIME ZONE")),
            Map.entry("timestamp-nanos", TypeNames.parse("TIMESTAMP WITH TIME ZONE")),
            Map.entry("local-timestamp-millis", TypeNames.parse("TIMESTAMP")),
            Map.entry("local-timestamp-micros", TypeNames.parse("TIMESTAMP")),
            Map.entry("local-timestamp-nanos", TypeNames.parse("TIMESTAMP")),
            Map.entry("uuid", TypeNames.parse("UUID")));

    /** Records within which the one is that is looked at. */
    private final Set<String> open = new LinkedHashSet<>();

    private AvroColumns() {}

    /** The columns of a record. */
    static StructType of(Schema schema) {
        return (StructType) new AvroColumns().struct(schema);
    }

    private ValueType type(Schema schema) {
        LogicalType logical = schema.getLogicalType();
        if (logical instanceof LogicalTypes.Decimal decimal) {
            return decimal.getPrecision() > MOST_DIGITS
                    ? TEXT
                    : TypeNames.parse("DECIMAL(" + decimal.getPrecision() + "," + decimal.getScale() + ")");
        }
        if (logical != null && LOGICAL.containsKey(logical.getName())) {
            return LOGICAL.get(logical.getName());
        }
        return switch (schema.getType()) {
            case BOOLEAN -> TypeNames.parse("BOOLEAN");
            case INT, LONG -> WHOLE;
            case FLOAT, DOUBLE -> FRACTION;
            case STRING, BYTES, FIXED, ENUM, NULL -> TEXT;
            case ARRAY -> new ListType(type(schema.getElementType()));
            case MAP -> new MapType(type(schema.getValueType()));
            case RECORD -> record(schema);
            case UNION -> union(schema.getTypes());
        };
    }

    /** A record within itself has no end of columns, so that it is text from there on, and so is one without fields. */
    private ValueType record(Schema schema) {
        return schema.getFields().isEmpty() || open.contains(schema.getFullName()) ? TEXT : struct(schema);
    }

    private ValueType struct(Schema schema) {
        open.add(schema.getFullName());
        Map<String, ValueType> fields = new LinkedHashMap<>();
        schema.getFields().forEach(field -> fields.put(field.name(), type(field.schema())));
        open.remove(schema.getFullName());
        // Of names that differ only in case the first is kept, as with JSON.
        return StructType.EMPTY.evolve(new StructType(fields));
    }

    private ValueType union(List<Schema> branches) {
        List<ValueType> types = branches.stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .map(this::type)
                .distinct()
                .toList();
        if (types.size() == 1) {
            return types.get(0);
        }
        return !types.isEmpty() && Set.of(WHOLE, FRACTION).containsAll(types) ? FRACTION : TEXT;
    }
}
