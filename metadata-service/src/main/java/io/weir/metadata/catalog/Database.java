package io.weir.metadata.catalog;

/**
 * A database: a name that schemas are below.
 *
 * @param implicitSchemas whether a schema is made with the first table whose name says it, or has to be there
 */
public record Database(String name, boolean implicitSchemas, Details details) {}
