package io.weir.metadata.catalog;

import io.weir.support.access.ResourceKind;

/**
 * Who uses a schema, and would be left without it.
 *
 * @param label what it is, as in {@code import}
 * @param kind whose grants tell who may know of it
 * @param owner whose it is, as in {@code user:ann}
 */
public record User(String label, ResourceKind kind, String name, String owner) {}
