package io.weir.delta.action;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies that keep the order and the nulls of a map, which {@code Map.copyOf} would not: the bytes written depend on it. */
final class OrderedMaps {

    private OrderedMaps() {}

    static Map<String, @Nullable String> copy(Map<String, @Nullable String> values) {
        return Collections.unmodifiableMap(new LinkedHashMap<String, @Nullable String>(values));
    }

    static @Nullable Map<String, @Nullable String> copyIfThere(@Nullable Map<String, @Nullable String> values) {
        if (values == null) {
            return null;
        }
        return copy(values);
    }

    static Map<String, String> copyOfTexts(Map<String, String> values) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
