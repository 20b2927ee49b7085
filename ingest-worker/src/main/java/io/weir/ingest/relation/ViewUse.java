package io.weir.ingest.relation;

import java.util.Set;

/**
 * What a view cannot be without.
 *
 * @param reads the relation that its query reads
 * @param calls the functions that its own query calls, not those of views that it reads
 */
public record ViewUse(String reads, Set<String> calls) {}
