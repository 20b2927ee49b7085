package io.weir.ingest.deltasink;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which tables pipelines do not write to: those that ask something of files or rows which is not done here, so that rows would
 * be lost to readers, or break what the table promises them.
 *
 * @see <a href="https://github.com/delta-io/delta/blob/master/PROTOCOL.md">the protocol's requirements for writers</a>
 */
final class WriteObstacles {

    private static final String CONSTRAINT = "delta.constraints.";

    /** What fields say that asks for values which somebody checks or makes, and how to call it. */
    private static final Map<String, String> OF_FIELDS = Map.of(
            "delta.invariants", "an invariant",
            "delta.generationExpression", "a generated value",
            "delta.identity.start", "an identity");

    private WriteObstacles() {}

    /** Why pipelines do not write to a table, if they do not, and what helps. */
    static Optional<String> of(DeltaTable table) {
        if (RewriteRules.mapsColumns(table.metadata())) {
            return Optional.of(
                    "it has delta.columnMapping.mode, so that its files have other names for its columns, and"
                            + " pipelines do not write such files: restore the table to a version before, or name another one");
        }
        Set<String> promises = promises(table);
        return promises.isEmpty()
                ? Optional.empty()
                : Optional.of("it promises " + String.join(", ", promises)
                        + ", which pipelines do not look after: take that away, or name another table");
    }

    private static Set<String> promises(DeltaTable table) {
        Set<String> promises = new LinkedHashSet<>();
        if (table.metadata().get("configuration") instanceof Map<?, ?> configuration) {
            configuration.keySet().stream()
                    .map(String::valueOf)
                    .filter(property -> property.startsWith(CONSTRAINT))
                    .forEach(property -> promises.add("constraint " + property.substring(CONSTRAINT.length())));
        }
        if (table.schema().get("fields") instanceof List<?> fields) {
            fields.forEach(field -> ofField((Map<?, ?>) field, promises));
        }
        DeltaSchema.notNullInside(table.schema())
                .forEach(column -> promises.add("that nothing inside of column " + column + " is null"));
        return promises;
    }

    private static void ofField(Map<?, ?> field, Set<String> promises) {
        if (field.get("metadata") instanceof Map<?, ?> metadata) {
            OF_FIELDS.forEach((key, what) -> {
                if (metadata.containsKey(key)) {
                    promises.add(what + " of column " + field.get("name"));
                }
            });
        }
    }
}
