package io.weir.delta.sql;

import java.sql.SQLException;

/** Says in one line what a failure of a database means to whoever runs the program. */
final class Failures {

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final DeltaSqlAddress address;

    Failures(DeltaSqlAddress address) {
        this.address = address;
    }

    TransactionLogException of(String doing, SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        if (state.startsWith("28")) {
            // Without its cause, whose message has the user's name.
            return new TransactionLogException(
                    "cannot " + doing + " " + address + ": the server refuses the user or the password", null);
        }
        return new TransactionLogException("cannot " + doing + " " + address + ": " + meaning(state, failure), failure);
    }

    TransactionLogException of(String message) {
        return new TransactionLogException(address + " " + message, null);
    }

    private static String meaning(String state, SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        if (state.equals(LOCK_NOT_AVAILABLE) || message.contains("SQLITE_BUSY") || DuckDbDatabase.isHeld(failure)) {
            return "another program is at work in it; try again, or wait longer with connect_timeout";
        }
        if (message.contains("No suitable driver")) {
            return "the engine's JDBC driver is not on the class path";
        }
        return message.lines().findFirst().orElse(message);
    }
}
