package io.weir.lineage.run;

/**
 * What a run left behind.
 *
 * @param type as in {@code log}
 * @param uri where it lies
 */
public record RunArtifact(String type, String uri) {}
