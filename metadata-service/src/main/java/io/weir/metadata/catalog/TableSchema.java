package io.weir.metadata.catalog;

import io.weir.support.naming.SchemaName;

/** A schema of a database: a name that tables are below. */
public record TableSchema(SchemaName name, Details details) {}
