package io.weir.test;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.awaitility.Awaitility;

/** A change of a row that is not decided yet when a call comes for the same row, and that comes first. */
public final class UndecidedChange {

    private static final String WAITING = "select exists (select from pg_stat_activity where usename = current_user"
            + " and datname = current_database() and wait_event_type = 'Lock' and query like ?)";

    private UndecidedChange() {}

    /**
     * Makes a call, and has the change be decided as soon as the call waits for it.
     *
     * @param change one statement
     * @param waiting what the statement is like, as SQL has it, in which the call waits
     * @return what the call is answered
     */
    public static <T> T before(DataSource database, String change, String waiting, Supplier<T> call) {
        try (Connection connection = database.getConnection();
                Connection looking = database.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                if (statement.executeUpdate(change) != 1) {
                    throw new AssertionError("must change one row: " + change);
                }
            }
            CompletableFuture<T> answer = CompletableFuture.supplyAsync(call);
            Awaitility.await().until(() -> isWaiting(looking, waiting));
            connection.commit();
            connection.setAutoCommit(true);
            return answer.join();
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    private static boolean isWaiting(Connection looking, String waiting) throws SQLException {
        try (PreparedStatement query = looking.prepareStatement(WAITING)) {
            query.setString(1, waiting);
            try (ResultSet found = query.executeQuery()) {
                return found.next() && found.getBoolean(1);
            }
        }
    }
}
