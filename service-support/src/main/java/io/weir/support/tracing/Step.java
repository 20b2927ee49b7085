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

    /** Work of this process. */
    public static Step work(String name) {
        return new Step(name, null, Map.of());
    }
}
