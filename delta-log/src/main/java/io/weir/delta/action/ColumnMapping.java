package io.weir.delta.action;

import java.util.Locale;

/** The table property {@code delta.columnMapping.mode}. */
final class ColumnMapping {

    private static final String MODE = "delta.columnMapping.mode";
    private static final String NONE = "none";

    private ColumnMapping() {}

    static boolean isOn(Metadata metadata) {
        return !mode(metadata).equals(NONE);
    }

    /** In lower case; {@code none} where the table does not say. */
    static String mode(Metadata metadata) {
        return metadata.configuration().getOrDefault(MODE, NONE).toLowerCase(Locale.ROOT);
    }
}
