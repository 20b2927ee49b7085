package io.weir.lineage.graph;

import io.weir.lineage.openlineage.Link;
import java.util.UUID;

/** From the origin to the destination flows data, or the word that it may begin. */
public record Edge(UUID origin, UUID destination, Link.Kind kind) {

    /** Data flows from the origin to the destination. */
    public Edge(UUID origin, UUID destination) {
        this(origin, destination, Link.Kind.DATA);
    }
}
