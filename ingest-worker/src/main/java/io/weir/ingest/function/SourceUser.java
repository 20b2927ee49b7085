package io.weir.ingest.function;

import io.weir.support.access.ResourceKind;
import java.util.Locale;

/**
 * What would be left without a function source: a function, or a pipeline that calls a method of it still.
 *
 * @param owner whose it is, as in {@code user:ann}
 */
public record SourceUser(ResourceKind kind, String name, String owner) {

    String text() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + name;
    }
}
