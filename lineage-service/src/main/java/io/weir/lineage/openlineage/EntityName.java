package io.weir.lineage.openlineage;

/**
 * The two names that identify a job or a dataset. Any text; no limit but the request's.
 *
 * @param namespace as in {@code weir} or {@code s3://lake}
 * @param name as in {@code orders.daily}
 */
public record EntityName(String namespace, String name) {}
