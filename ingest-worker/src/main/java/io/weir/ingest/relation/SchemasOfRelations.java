package io.weir.ingest.relation;

import io.weir.support.naming.SchemaName;

/** The schemas that relations are in, which another service keeps. */
public interface SchemasOfRelations {

    /**
     * Whether a schema is there.
     *
     * @throws io.weir.support.problem.ProblemException 503 when it cannot be told now
     */
    boolean has(SchemaName schema);
}
