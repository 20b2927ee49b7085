package io.weir.ingest.warehouse;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.regex.Pattern;

/**
 * Tells from a failure whether MotherDuck is away. DuckDB has no codes for that, so what counts is what took too long, and words
 * that nothing else is told in: those of gRPC's states, of connections, and of the extension that cannot be fetched.
 */
final class MotherDuckOutage {

    private static final Pattern WORDS =
            Pattern.compile("\\b(UNAVAILABLE|DEADLINE_EXCEEDED)\\b|\\bINTERRUPT Error\\b|\\b(HTTP|Connection) Error\\b"
                    + "|(?i:(could not|failed to|unable to) (establish a? ?connection|connect|resolve|download extension))"
                    + "|(?i:connection (refused|reset|timed out|closed))");

    private MotherDuckOutage() {}

    static boolean isSeenIn(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            boolean told = cause instanceof SQLException
                    && WORDS.matcher(String.valueOf(cause.getMessage())).find();
            if (told || cause instanceof SQLTimeoutException) {
                return true;
            }
        }
        return false;
    }
}
