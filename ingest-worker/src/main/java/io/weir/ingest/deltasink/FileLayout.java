package io.weir.ingest.deltasink;

/**
 * How rows are put into a data file.
 *
 * @param indexed columns that its statistics tell of
 */
record FileLayout(ClusteringOrder order, IndexedColumns indexed) {}
