package io.weir.support.tracing;

import io.micrometer.tracing.Span;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a span is of. Neither its name nor its attributes hold what a caller sent: names are few, and traces are read by more
 * people than tables.
 *
 * @param kind null for work of this process
 */
public record Step(String name, Span.@Nullable Kind kind, Map<String, String> attributes) {

    /** A call of somebody else, which answers. */
    public static Step call(String name, Map<String, String> attributes) {
        return new Step(name, Span.Kind.CLIENT, attributes);
    }

    /** A statement of PostgreSQL, by the conventions of OpenTelemetry for databases, but for its text. */
    public static Step sql(String operation, @Nullable String table) {
        return database("postgresql", operation, table);
    }

    /** A statement of any database. */
    public static Step database(String system, String operation, @Nullable String table) {
        return table == null
                ? call(operation, Map.of("db.system.name", system, "db.operation.name", operation))
                : call(
                        operation + " " + table,
                        Map.of("db.system.name", system, "db.operation.name", operation, "db.collection.name", table));
    }

    /** Work of this process. */
    public static Step work(String name) {
        return new Step(name, null, Map.of());
    }
}
