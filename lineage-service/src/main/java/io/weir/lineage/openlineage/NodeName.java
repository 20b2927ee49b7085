package io.weir.lineage.openlineage;

import java.util.Locale;
import java.util.UUID;

/** A node of the graph by name. */
public record NodeName(Type type, EntityName name) {

    /** What a node can be. */
    public enum Type {
        JOB,
        DATASET
    }

    public static NodeName job(EntityName name) {
        return new NodeName(Type.JOB, name);
    }

    public static NodeName dataset(EntityName name) {
        return new NodeName(Type.DATASET, name);
    }

    /** The key that the node has in every table. */
    public UUID key() {
        return HashedKeys.of(type.name(), name.namespace(), name.name());
    }

    /** The text that readers of the graph use: {@code job:namespace:name} or {@code dataset:namespace:name}. */
    public String nodeId() {
        return type.name().toLowerCase(Locale.ROOT) + ":" + name.namespace() + ":" + name.name();
    }
}
