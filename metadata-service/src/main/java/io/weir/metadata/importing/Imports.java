package io.weir.metadata.importing;

import io.weir.metadata.importing.TableImport.ImportProblem;
import io.weir.metadata.importing.TableImport.ImportRest;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** The imports of this catalog, and the rows of tables that are not there yet. Every method runs in a transaction. */
public interface Imports {

    /** The latest import of a name. */
    Optional<TableImport> find(String table);

    /**
     * Records an import that is to be done.
     *
     * @throws io.weir.support.problem.ProblemException if there is an unfinished one of the same name or place
     */
    TableImport start(ImportOrder order, ImportRange range);

    /** Lets an import that failed or rests go on at once, to another last version perhaps. */
    void resume(long tableId, ImportRange range);

    /**
     * Takes the import that has waited longest for something to be done, and locks it until the transaction ends; others'
     * are passed over.
     *
     * @param now those that rest until later are not to be taken
     */
    Optional<TableImport> claim(Instant now);

    /** Locks an unfinished import until the transaction ends, waiting for whoever works at it. */
    Optional<TableImport> lock(String table);

    /**
     * Writes the rows of some versions, the first of which follows what is reached. A fixed number of statements,
     * whatever the number of versions and files; memory does not grow with the files.
     */
    void append(TableImport unfinished, VersionBatch batch) throws IOException;

    /** Moves the last version on: the log has grown meanwhile. */
    void extend(long tableId, long lastVersion);

    /** Notes something that does not end the import. The text may hold any character. */
    void warn(long tableId, String warning);

    /**
     * Ends an import, unless another has brought it further meanwhile or to its end. The detail may hold any character, also those that a row cannot keep: the oldest unfinished import
     * is claimed first, so that one whose failure cannot be stored would keep all later ones from being done.
     */
    void fail(TableImport failing, ImportProblem problem);

    /** Has an import rest, unless another has brought it further meanwhile or to its end. The detail may hold any character. */
    void rest(TableImport failing, ImportProblem problem, ImportRest rest);

    /**
     * Makes the table be there, at the version that is reached.
     *
     * @param paused whether its mirror must not publish what is committed from now on
     */
    void publish(TableImport complete, boolean paused);

    /** Forgets an import and all its rows. */
    void abandon(long tableId);
}
