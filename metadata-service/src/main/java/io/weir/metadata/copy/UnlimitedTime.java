package io.weir.metadata.copy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Lifts the limit of a connection's statements for those that take as long as what they move is large. */
public final class UnlimitedTime {

    /**
     * A column of a transaction's first statement: what is done beside requests takes as long as its table is large, and would be
     * begun again for ever. Holds for the statements that follow, until the transaction ends.
     */
    public static final String BEGIN = "set_config('statement_timeout', '0', true) as unlimited_time";

    /** A statement before those that take so long in the same transaction. */
    public static final String LIFT = "set local statement_timeout = 0";

    private UnlimitedTime() {}

    /** Until the end of the transaction that is open on the connection. */
    public static void lift(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(LIFT);
        }
    }
}
