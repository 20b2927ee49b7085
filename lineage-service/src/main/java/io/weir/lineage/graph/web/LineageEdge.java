package io.weir.lineage.graph.web;

/** A directed edge, by the ids of its nodes. */
record LineageEdge(String origin, String destination) {}
