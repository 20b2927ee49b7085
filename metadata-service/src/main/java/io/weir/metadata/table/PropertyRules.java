package io.weir.metadata.table;

import io.weir.delta.Violation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The values that the properties which Weir acts on, or cannot serve, may have. Every other property is kept as it is. */
final class PropertyRules {

    private static final Set<String> SWITCHES = Set.of(
            "delta.appendOnly",
            "delta.enableChangeDataFeed",
            "delta.enableDeletionVectors",
            "delta.enableExpiredLogCleanup",
            "delta.enableTypeWidening",
            RowTrackingProperties.ENABLED,
            TableFeatures.IN_COMMIT_TIMESTAMPS);

    /** What asks for something of every commit that is not done here; better refused than broken. */
    private static final Set<String> UNSUPPORTED = Set.of(
            RowTrackingProperties.SUSPENDED,
            "delta.enableIcebergCompatV1",
            "delta.enableIcebergCompatV2",
            "delta.enableIcebergCompatV3");

    private static final Map<String, Pattern> VALUES = values();

    private PropertyRules() {}

    static Stream<Violation> violations(Map<String, ? extends @Nullable String> configuration, String path) {
        return configuration.entrySet().stream().flatMap(property -> {
            String value = property.getValue();
            return violation(property.getKey(), value == null ? "" : value, path + "." + property.getKey());
        });
    }

    private static Stream<Violation> violation(String name, String value, String path) {
        if (SWITCHES.contains(name) && !isBoolean(value)) {
            return Stream.of(Violation.of(path, "is neither on nor off", value, "true or false"));
        }
        if (UNSUPPORTED.contains(name) && !value.equalsIgnoreCase("false")) {
            return Stream.of(Violation.of(path, "is not supported", value, "false, or no such property"));
        }
        Pattern pattern = VALUES.get(name);
        if (pattern != null && !pattern.matcher(value).matches()) {
            return Stream.of(Violation.of(path, "has a value that is not supported", value, allowed(pattern)));
        }
        return Stream.empty();
    }

    private static String allowed(Pattern pattern) {
        return pattern.equals(Retention.INTERVAL) ? Retention.ALLOWED : pattern.pattern();
    }

    private static boolean isBoolean(String value) {
        return value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
    }

    private static Map<String, Pattern> values() {
        Map<String, Pattern> values = new LinkedHashMap<>();
        values.put(CheckpointInterval.PROPERTY, CheckpointInterval.ALLOWED);
        values.put("delta.checkpointPolicy", Pattern.compile("classic|v2"));
        values.put("delta.columnMapping.mode", Pattern.compile("none|id|name"));
        for (Retention retention : Retention.values()) {
            values.put(retention.property(), Retention.INTERVAL);
        }
        return values;
    }
}
