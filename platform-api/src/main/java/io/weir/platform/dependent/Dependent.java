package io.weir.platform.dependent;

import io.weir.support.access.ResourceKind;
import java.util.Locale;

/**
 * Who uses a thing.
 *
 * @param owner whose it is, as in {@code user:ann}
 */
public record Dependent(ResourceKind kind, String name, String owner) {

    /** With its kind, as in {@code pipeline orders}. */
    String text() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + name;
    }
}
