package io.weir.lineage.graph;

import java.util.UUID;

/** Data flows from the origin to the destination. */
public record Edge(UUID origin, UUID destination) {}
