package io.weir.lineage.openlineage;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tag or an owner of a job or a dataset.
 *
 * @param field the column that a tag is on; empty for the job or dataset itself
 * @param name of a tag its key, with a value {@code key:value}; of an owner what the facet calls him
 * @param detail what an owner is to it, as in {@code MAINTAINER}
 */
public record Label(
        Kind kind, String field, String name, @Nullable String detail) {

    /** What a label is. */
    public enum Kind {
        TAG,
        OWNER
    }

    /** A tag on a job, a dataset, or a column of one. */
    public static Label tag(String field, String name) {
        return new Label(Kind.TAG, field, name, null);
    }

    /** Tells the labels of one node apart. */
    public UUID key() {
        return HashedKeys.of("LABEL", kind.name(), field, name);
    }
}
