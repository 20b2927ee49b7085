package io.weir.lineage.openlineage;

import java.util.Locale;
import java.util.UUID;

/**
 * A node of the graph by name.
 *
 * @param key the key that the node has in every table: a hash of type and name, made once, as intake asks for it often
 */
public record NodeName(Type type, EntityName name, UUID key) {

    public NodeName(Type type, EntityName name) {
        this(type, name, HashedKeys.of(type.name(), name.namespace(), name.name()));
    }

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

    /** The text that readers of the graph use: {@code job:namespace:name} or {@code dataset:namespace:name}. */
    public String nodeId() {
        return type.name().toLowerCase(Locale.ROOT) + ":" + name.namespace() + ":" + name.name();
    }
}
