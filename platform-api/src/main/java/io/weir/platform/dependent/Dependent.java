package io.weir.platform.dependent;

/**
 * Who uses a thing.
 *
 * @param owner whose it is, as in {@code user:ann}
 */
public record Dependent(String name, String owner) {}
