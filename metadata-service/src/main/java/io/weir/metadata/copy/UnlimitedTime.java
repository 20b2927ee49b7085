package io.weir.metadata.copy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Lifts the limit of a connection's statements for those that take as long as what they move is large. */
public final class UnlimitedTime {

    private static final String LIFT = "set local statement_timeout = 0";

    private UnlimitedTime() {}

    /** Until the end of the transaction that is open on the connection. */
    public static void lift(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(LIFT);
        }
    }
}
