package io.weir.lineage.openlineage;

import java.util.ArrayList;
import java.util.List;

/** What was passed over while an event was read; bounded, as an event may be wrong in a million places. */
final class Warnings {

    private static final int KEPT = 20;

    private final List<String> warnings = new ArrayList<>();

    void add(String field, String message) {
        if (warnings.size() < KEPT) {
            warnings.add(field + " " + message);
        }
    }

    List<String> all() {
        return List.copyOf(warnings);
    }
}
