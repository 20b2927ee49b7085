package io.weir.delta.schema;

import java.util.Map;
import java.util.Set;

/** The changes of a type that the protocol's feature "Type Widening" allows. */
final class TypeWidening {

    private static final Map<DataType, Set<DataType>> WIDER = Map.of(
            PrimitiveType.BYTE,
                    Set.of(PrimitiveType.SHORT, PrimitiveType.INTEGER, PrimitiveType.LONG, PrimitiveType.DOUBLE),
            PrimitiveType.SHORT, Set.of(PrimitiveType.INTEGER, PrimitiveType.LONG, PrimitiveType.DOUBLE),
            PrimitiveType.INTEGER, Set.of(PrimitiveType.LONG, PrimitiveType.DOUBLE),
            PrimitiveType.FLOAT, Set.of(PrimitiveType.DOUBLE),
            PrimitiveType.DATE, Set.of(PrimitiveType.TIMESTAMP_NTZ));

    /** Digits before the point that each whole type needs. */
    private static final Map<DataType, Integer> DIGITS =
            Map.of(PrimitiveType.BYTE, 10, PrimitiveType.SHORT, 10, PrimitiveType.INTEGER, 10, PrimitiveType.LONG, 20);

    private TypeWidening() {}

    static boolean isAllowed(DataType before, DataType after) {
        if (after instanceof DecimalType wide) {
            if (before instanceof DecimalType narrow) {
                return wide.scale() >= narrow.scale()
                        && wide.precision() - wide.scale() >= narrow.precision() - narrow.scale();
            }
            Integer digits = DIGITS.get(before);
            return digits != null && wide.precision() - wide.scale() >= digits;
        }
        return WIDER.getOrDefault(before, Set.of()).contains(after);
    }
}
