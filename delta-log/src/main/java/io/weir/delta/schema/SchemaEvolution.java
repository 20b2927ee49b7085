package io.weir.delta.schema;

import io.weir.delta.Violation;
import io.weir.delta.action.Metadata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a new schema must keep so that the files that are there can still be read by it: columns are added if they may be
 * null, dropped and renamed under column mapping only, widened with type widening only.
 */
public final class SchemaEvolution {

    private static final String MAPPING_MODE = "delta.columnMapping.mode";
    private static final String WIDENING = "delta.enableTypeWidening";

    private final boolean mappedBefore;
    private final boolean mappedAfter;
    private final boolean widens;
    private final List<Violation> violations = new ArrayList<>();

    private SchemaEvolution(Metadata before, Metadata after) {
        this.mappedBefore = isMapped(before);
        this.mappedAfter = isMapped(after);
        this.widens = Boolean.parseBoolean(after.configuration().get(WIDENING));
    }

    /** What is wrong with new metadata, given the metadata before it; parses both schemas. */
    public static List<Violation> check(Metadata before, Metadata after) {
        SchemaEvolution evolution = new SchemaEvolution(before, after);
        if (evolution.mappedBefore && !evolution.mappedAfter) {
            evolution.violate("configuration." + MAPPING_MODE, "cannot be switched off", "none", "name or id");
        }
        evolution.struct(before.schema(), after.schema(), "schema");
        return evolution.violations;
    }

    private static boolean isMapped(Metadata metadata) {
        String mode = metadata.configuration().get(MAPPING_MODE);
        return mode != null && !mode.toLowerCase(Locale.ROOT).equals("none");
    }

    private void struct(StructType before, StructType after, String path) {
        Map<String, StructField> old = new LinkedHashMap<>();
        before.fields().forEach(field -> old.put(mappedBefore ? field.physicalName() : field.name(), field));
        for (int index = 0; index < after.fields().size(); index++) {
            StructField field = after.fields().get(index);
            String at = path + ".fields[" + index + "]";
            StructField was = old.remove(mappedAfter ? field.physicalName() : field.name());
            if (was == null) {
                added(field, at);
                mapped(old.get(field.name()), field, at);
            } else {
                kept(was, field, at);
            }
        }
        if (!mappedAfter) {
            old.values()
                    .forEach(gone -> violate(
                            path + ".fields",
                            "drops or renames a column",
                            gone.name(),
                            "every column, or column mapping, or a commit that removes all files"));
        }
    }

    private void added(StructField field, String at) {
        if (!field.nullable()) {
            violate(at + ".nullable", "is false of a new column", field.name(), "true: files that are there have none");
        }
    }

    /** Files that are there call a column by its name until names are mapped. */
    private void mapped(@Nullable StructField before, StructField field, String at) {
        if (before != null && mappedAfter && !mappedBefore) {
            violate(
                    at + ".metadata",
                    "has a physical name that files do not have",
                    field.physicalName(),
                    StructField.PHYSICAL_NAME + " \"" + field.name() + "\"");
        }
    }

    private void kept(StructField before, StructField after, String at) {
        if (before.nullable() && !after.nullable()) {
            violate(at + ".nullable", "becomes false", after.name(), "true, as before");
        }
        type(before.type(), after.type(), at + ".type");
    }

    private void type(DataType before, DataType after, String at) {
        if (before instanceof StructType old && after instanceof StructType changed) {
            struct(old, changed, at);
        } else if (before instanceof ArrayType old && after instanceof ArrayType changed) {
            type(old.elementType(), changed.elementType(), at + ".elementType");
            nulls(old.containsNull(), changed.containsNull(), at + ".containsNull");
        } else if (before instanceof MapType old && after instanceof MapType changed) {
            type(old.keyType(), changed.keyType(), at + ".keyType");
            type(old.valueType(), changed.valueType(), at + ".valueType");
            nulls(old.valueContainsNull(), changed.valueContainsNull(), at + ".valueContainsNull");
        } else if (!before.equals(after)
                && before != PrimitiveType.VOID
                && !(widens && TypeWidening.isAllowed(before, after))) {
            violate(
                    at,
                    "changes the type",
                    after,
                    before + (widens ? " or a wider type" : ", or a wider type with " + WIDENING));
        }
    }

    private void nulls(boolean before, boolean after, String at) {
        if (before && !after) {
            violate(at, "becomes false", false, "true, as before");
        }
    }

    private void violate(String field, String message, Object found, String allowed) {
        violations.add(Violation.of(field, message, found, allowed));
    }
}
