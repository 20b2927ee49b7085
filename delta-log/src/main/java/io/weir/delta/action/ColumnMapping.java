package io.weir.delta.action;

import java.util.Locale;

/** The table property {@code delta.columnMapping.mode}. */
final class ColumnMapping {

    private static final String MODE = "delta.columnMapping.mode";

    private ColumnMapping() {}

    static boolean isOn(Metadata metadata) {
        String mode = metadata.configuration().get(MODE);
        return mode != null && !mode.toLowerCase(Locale.ROOT).equals("none");
    }
}
