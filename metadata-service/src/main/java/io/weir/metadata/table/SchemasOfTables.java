package io.weir.metadata.table;

import io.weir.support.problem.ProblemException;

/** The schemas that tables belong to by their names. To be asked while {@link Tables#holdClaims} holds back whoever removes one. */
public interface SchemasOfTables {

    /**
     * Lets pass a table whose schema is there, or may come with it.
     *
     * @param table its name
     * @throws ProblemException naming the field {@code name}
     */
    void check(String table);

    /** As {@link #check}, and makes the schema that may come with the table. */
    void require(String table);
}
