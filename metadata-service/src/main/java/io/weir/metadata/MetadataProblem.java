package io.weir.metadata;

import io.weir.support.problem.ProblemCode;
import org.springframework.http.HttpStatus;

/** What can go wrong with a table, its versions and its commits. */
public enum MetadataProblem implements ProblemCode {
    TABLE_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no table of this name"),
    TABLE_EXISTS(HttpStatus.CONFLICT, "There is a table of this name already"),
    LOCATION_IN_USE(HttpStatus.CONFLICT, "Another table lies at, above or below this location"),
    LOCATION_NOT_EMPTY(HttpStatus.CONFLICT, "There is a Delta log at this location already"),
    VERSION_NOT_FOUND(HttpStatus.NOT_FOUND, "The table has no such version"),
    COMMIT_CONFLICT(HttpStatus.CONFLICT, "A commit since the version that was read stands against this one"),
    TRANSACTION_CONFLICT(HttpStatus.CONFLICT, "The application's transaction is not at the version that was expected"),
    INVALID_PREDICATE(
            HttpStatus.UNPROCESSABLE_CONTENT, "A condition cannot be read, or names what the table does not have"),
    INVALID_ACTION(HttpStatus.UNPROCESSABLE_CONTENT, "An action cannot be committed to this table"),
    UNSUPPORTED_FEATURE(
            HttpStatus.UNPROCESSABLE_CONTENT, "The table has a feature that this service does not understand"),
    NOT_A_DELTA_TABLE(HttpStatus.UNPROCESSABLE_CONTENT, "There is no Delta log at this location"),
    LOG_GAP(HttpStatus.UNPROCESSABLE_CONTENT, "Versions of the log are missing"),
    INVALID_LOG(HttpStatus.UNPROCESSABLE_CONTENT, "A file of the log is not what the protocol says"),
    IMPORT_MISMATCH(HttpStatus.CONFLICT, "What was imported is not what Delta Kernel reads from the same files"),
    IMPORT_UNFINISHED(HttpStatus.CONFLICT, "There is an unfinished import of this name or location"),
    IMPORT_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such import"),
    VERSION_VACUUMED(HttpStatus.CONFLICT, "Files of this version may have been vacuumed"),
    VACUUM_UNDER_WAY(HttpStatus.CONFLICT, "A vacuum of this table is under way"),
    VACUUM_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such vacuum"),
    DATABASE_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no database of this name"),
    DATABASE_EXISTS(HttpStatus.CONFLICT, "There is a database of this name already"),
    DATABASE_IN_USE(HttpStatus.CONFLICT, "The database is used by others"),
    SCHEMA_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no schema of this name"),
    SCHEMA_EXISTS(HttpStatus.CONFLICT, "There is a schema of this name already"),
    SCHEMA_IN_USE(HttpStatus.CONFLICT, "The schema is used by others"),
    FOREIGN_COMMITS(HttpStatus.CONFLICT, "The log has versions that are not of this table");

    private final HttpStatus status;
    private final String title;

    MetadataProblem(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public HttpStatus status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
