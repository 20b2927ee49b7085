package io.weir.metadata.catalog;

import io.weir.metadata.MetadataProblem;
import io.weir.support.naming.SchemaName;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Optional;

/** All schemas, by database and name. */
public interface Schemas {

    /**
     * Adds a schema.
     *
     * @throws ProblemException {@link MetadataProblem#SCHEMA_EXISTS} when the name is taken, also by a database where the schema
     *     is one of the default database: names of tables could mean both; {@link MetadataProblem#DATABASE_NOT_FOUND}
     */
    TableSchema add(SchemaName name, Texts texts, String owner);

    Optional<TableSchema> find(SchemaName name);

    /** Schemas of a database in the order of their names, as {@link Databases#list}. */
    List<TableSchema> list(String database, PageRequest page);

    /**
     * Changes a schema to what is given, whose name, revision and time of making are those that were read.
     *
     * @throws ProblemException when it is no longer the one that was read
     */
    TableSchema update(TableSchema changed);

    /**
     * Removes a schema.
     *
     * @throws ProblemException when it is no longer the one that was read
     */
    void remove(TableSchema read);

    /**
     * The schema of this name.
     *
     * @throws ProblemException {@link MetadataProblem#SCHEMA_NOT_FOUND}
     */
    default TableSchema get(SchemaName name) {
        return find(name)
                .orElseThrow(() -> ProblemException.notFound(MetadataProblem.SCHEMA_NOT_FOUND, "schema", name.text()));
    }
}
