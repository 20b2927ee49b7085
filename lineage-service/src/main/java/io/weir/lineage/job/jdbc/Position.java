package io.weir.lineage.job.jdbc;

import io.weir.support.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A place in the order of jobs: the first 200 characters of each name, as they are in the index, then the id. Written
 * with NUL between, which no name holds.
 */
record Position(String namespace, String name, UUID job) {

    private static final Position START = new Position("", "", new UUID(0, 0));
    private static final int PARTS = 3;

    static Position of(ResultSet row) throws SQLException {
        return new Position(
                row.getString("namespace_key"), row.getString("name_key"), row.getObject("job_id", UUID.class));
    }

    static Position read(@Nullable String text) {
        if (text == null) {
            return START;
        }
        String[] parts = text.split("\0", -1);
        try {
            if (parts.length == PARTS) {
                return new Position(parts[0], parts[1], UUID.fromString(parts[2]));
            }
        } catch (IllegalArgumentException notAnId) {
            throw foreign(text);
        }
        throw foreign(text);
    }

    String text() {
        return namespace + "\0" + name + "\0" + job;
    }

    private static ProblemException foreign(String text) {
        return ProblemException.invalid(
                "pageToken", "is not a token of this list", text, "the nextPageToken of the page before");
    }
}
