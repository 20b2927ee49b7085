package io.weir.ingest.pipeline;

import io.weir.ingest.decode.ListType;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A column that a pipeline makes, and one of the table that goes by its name and is another.
 *
 * @param name as the pipeline makes it
 * @param known as the table has it
 */
public record ColumnFit(String name, ValueType type, String known, ValueType knownType) {

    /**
     * All columns of a pipeline that do not go with those of a table.
     *
     * @param whole whether columns must have the same parts; else they may get more of them
     */
    public static List<ColumnFit> misfits(StructType made, StructType table, boolean whole) {
        List<ColumnFit> misfits = new ArrayList<>();
        for (Map.Entry<String, ValueType> known : table.fields().entrySet()) {
            made.fields().forEach((name, type) -> {
                boolean same = name.equals(known.getKey()) && goesWith(type, known.getValue(), whole);
                if (name.equalsIgnoreCase(known.getKey()) && !same) {
                    misfits.add(new ColumnFit(name, type, known.getKey(), known.getValue()));
                }
            });
        }
        return misfits;
    }

    private static boolean goesWith(ValueType type, ValueType known, boolean whole) {
        boolean parted = (type instanceof StructType && known instanceof StructType)
                || (type instanceof ListType && known instanceof ListType);
        return type.equals(known) || (parted && !whole);
    }

    /** What is wrong with it, to be put after who makes it. */
    public String sentence() {
        return "makes " + name + " " + type.sql() + ", but the table has " + known + " " + knownType.sql();
    }
}
