package io.weir.ingest.decode;

import java.sql.SQLDataException;

/** A batch has more or fewer rows than records, as when a record is two JSON objects. */
public final class MiscountException extends SQLDataException {

    private static final long serialVersionUID = 1L;

    private MiscountException(String message) {
        super(message);
    }

    /** Refuses rows that are not as many as they must be. */
    public static void requireAll(long expected, long found) throws MiscountException {
        if (found != expected) {
            throw new MiscountException("batch of " + expected + " rows became " + found);
        }
    }
}
