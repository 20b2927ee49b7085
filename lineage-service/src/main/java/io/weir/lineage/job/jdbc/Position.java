package io.weir.lineage.job.jdbc;

import io.weir.support.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in the order of jobs: the first 200 characters of each name, as they are in the index, then the id. Written
 * as {@code <id>:<length of the namespace>:<namespace><name>}, since names may hold anything.
 */
record Position(String namespace, String name, UUID job) {

    private static final Position START = new Position("", "", new UUID(0, 0));
    private static final Pattern TEXT = Pattern.compile("([^:]+):(\\d{1,3}):(.*)", Pattern.DOTALL);

    static Position of(ResultSet row) throws SQLException {
        return new Position(
                row.getString("namespace_key"), row.getString("name_key"), row.getObject("job_id", UUID.class));
    }

    static Position read(@Nullable String text) {
        if (text == null) {
            return START;
        }
        Matcher written = TEXT.matcher(text);
        if (!written.matches()
                || Integer.parseInt(written.group(2)) > written.group(3).length()) {
            throw foreign(text);
        }
        int length = Integer.parseInt(written.group(2));
        String names = written.group(3);
        try {
            return new Position(names.substring(0, length), names.substring(length), UUID.fromString(written.group(1)));
        } catch (IllegalArgumentException notAnId) {
            throw foreign(text);
        }
    }

    String text() {
        return job + ":" + namespace.length() + ":" + namespace + name;
    }

    private static ProblemException foreign(String text) {
        return ProblemException.invalid(
                "pageToken", "is not a token of this list", text, "the nextPageToken of the page before");
    }
}
