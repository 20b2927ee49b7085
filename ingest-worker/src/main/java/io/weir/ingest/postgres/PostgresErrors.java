package io.weir.ingest.postgres;

import io.weir.ingest.source.SourceException;
import io.weir.ingest.store.StoreAddress;
import java.sql.SQLException;
import java.util.Set;

/**
 * What PostgreSQL means by its errors.
 *
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL's error codes</a>
 */
public final class PostgresErrors {

    /** No such database, not let in, and no such table or no right to it. */
    private static final Set<String> LASTING = Set.of("3D", "28", "42");

    /** A value that its type does not have, and one that a constraint does not let in. */
    private static final Set<String> OF_VALUES = Set.of("22", "23");

    /** No connection, too many of them, and a server that starts or ends. */
    private static final Set<String> OUTAGES = Set.of("08", "53", "57");

    static final String UNABLE_TO_CONNECT = "08001";

    private static final String GENERATED_ALWAYS = "428C9";

    private PostgresErrors() {}

    /** Whether a value is to blame. */
    public static boolean isOfValues(SQLException failed) {
        return OF_VALUES.contains(kind(failed)) || GENERATED_ALWAYS.equals(failed.getSQLState());
    }

    /** Whether to try again is of no use before somebody changes something. */
    public static boolean isLasting(SQLException failed) {
        return LASTING.contains(kind(failed));
    }

    /** Whether the server is away, for everybody. */
    static boolean isOutage(Throwable failed) {
        return failed instanceof SQLException refused && OUTAGES.contains(kind(refused));
    }

    /** Says it of a store. */
    static SourceException of(StoreAddress store, SQLException failed) {
        return new SourceException("store " + store.name() + ": " + failed.getMessage(), isLasting(failed), failed);
    }

    private static String kind(SQLException failed) {
        String state = failed.getSQLState();
        return state == null || state.length() < 2 ? "" : state.substring(0, 2);
    }
}
