package io.weir.ingest.deltasink;

/** A Delta table that gets rows of the same records as the table of a sink, in the same commits. */
public record BranchTable(String name, TableLayout layout) {}
