package io.weir.ingest.relation;

import io.weir.support.access.ResourceKind;

/**
 * What uses a relation.
 *
 * @param owner whose it is, as in {@code user:ann}
 */
public record RelationUser(ResourceKind kind, String name, String owner) {

    /** As a problem names it. */
    String text() {
        return (kind == ResourceKind.PIPELINE ? "pipeline " : "relation ") + name;
    }
}
