package io.weir.metadata.catalog;

import io.weir.metadata.MetadataProblem;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Optional;

/** All databases, by name. */
public interface Databases {

    /**
     * Adds a database.
     *
     * @throws ProblemException {@link MetadataProblem#DATABASE_EXISTS} when the name is taken, also by a schema of the default
     *     database: names of tables could mean both
     */
    Database add(String name, boolean implicitSchemas, Texts texts, String owner);

    Optional<Database> find(String name);

    /** Databases of a page in the order of their names, and one more where there are more. */
    List<Database> list(PageRequest page);

    /**
     * Changes a database to what is given, whose name, revision and time of making are those that were read.
     *
     * @throws ProblemException when it is no longer the one that was read
     */
    Database update(Database changed);

    /**
     * Removes a database that has no schemas.
     *
     * @throws ProblemException when it is no longer the one that was read
     */
    void remove(Database read);

    /**
     * The database of this name.
     *
     * @throws ProblemException {@link MetadataProblem#DATABASE_NOT_FOUND}
     */
    default Database get(String name) {
        return find(name)
                .orElseThrow(() -> ProblemException.notFound(MetadataProblem.DATABASE_NOT_FOUND, "database", name));
    }
}
