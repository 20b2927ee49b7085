package io.weir.delta.kernel;

import io.delta.kernel.data.ArrayValue;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.MapValue;
import io.delta.kernel.data.Row;
import io.delta.kernel.internal.util.VectorUtils;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.MapType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import io.weir.delta.json.DeltaJson;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Kernel's rows of actions as JSON, null fields left out. */
final class KernelRows {

    private KernelRows() {}

    static ObjectNode tree(Row row) {
        ObjectNode tree = DeltaJson.mapper().createObjectNode();
        StructType schema = row.getSchema();
        for (int ordinal = 0; ordinal < schema.length(); ordinal++) {
            if (!row.isNullAt(ordinal)) {
                put(tree, schema.at(ordinal).getName(), schema.at(ordinal).getDataType(), row, ordinal);
            }
        }
        return tree;
    }

    private static void put(ObjectNode tree, String name, DataType type, Row row, int ordinal) {
        if (type instanceof StructType) {
            tree.set(name, tree(row.getStruct(ordinal)));
        } else if (type instanceof StringType) {
            tree.put(name, row.getString(ordinal));
        } else if (type instanceof LongType) {
            tree.put(name, row.getLong(ordinal));
        } else if (type instanceof IntegerType) {
            tree.put(name, row.getInt(ordinal));
        } else if (type instanceof BooleanType) {
            tree.put(name, row.getBoolean(ordinal));
        } else if (type instanceof MapType) {
            tree.set(name, map(row.getMap(ordinal)));
        } else if (type instanceof io.delta.kernel.types.ArrayType) {
            tree.set(name, array(row.getArray(ordinal)));
        } else {
            throw new IllegalStateException(
                    "Kernel gave an action's field of an unexpected type: " + name + " " + type);
        }
    }

    /** Actions have maps of strings only. */
    private static ObjectNode map(MapValue map) {
        ObjectNode tree = DeltaJson.mapper().createObjectNode();
        ColumnVector keys = map.getKeys();
        ColumnVector values = map.getValues();
        for (int index = 0; index < map.getSize(); index++) {
            tree.put(keys.getString(index), values.isNullAt(index) ? null : values.getString(index));
        }
        return tree;
    }

    private static ArrayNode array(ArrayValue array) {
        ArrayNode tree = DeltaJson.mapper().createArrayNode();
        VectorUtils.<String>toJavaList(array).forEach(tree::add);
        return tree;
    }
}
