package io.weir.metadata.catalog;

import java.time.Instant;
import java.util.Map;

/**
 * What databases and schemas have alike.
 *
 * @param properties of whatever meaning they have to who gave them
 * @param owner as callers are named in the audit log
 * @param revision grows by one with each change
 */
public record Details(
        String comment,
        Map<String, String> properties,
        String owner,
        long revision,
        Instant createdAt,
        Instant updatedAt) {

    public Details {
        properties = Map.copyOf(properties);
    }

    /** The same with other texts. */
    public Details with(Texts texts) {
        return new Details(texts.comment(), texts.properties(), owner, revision, createdAt, updatedAt);
    }

    /** The same as another's. */
    public Details ownedBy(String other) {
        return new Details(comment, properties, other, revision, createdAt, updatedAt);
    }

    /** What people write of it. */
    public Texts texts() {
        return new Texts(comment, properties);
    }
}
