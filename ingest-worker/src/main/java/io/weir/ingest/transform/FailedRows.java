package io.weir.ingest.transform;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.Rejection;
import io.weir.ingest.decode.RequiredColumns;
import io.weir.ingest.decode.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Rejects the records that a transform fails for, so that no record can stop the others. */
final class FailedRows {

    private static final String FAILED = "weir_failed";

    /** So many records of a batch are told in DuckDB's own words, which takes a statement for each. */
    private static final int MOST_TOLD = 100;

    private final Connection connection;
    private final String prefix;
    private final Transform transform;
    private final RequiredColumns required;

    FailedRows(Connection connection, Transform transform, RequiredColumns required) {
        this(connection, "", transform, required);
    }

    /** Those that the transform of a branch fails for. */
    FailedRows(Connection connection, Branch branch) {
        this(connection, branch.prefix(), branch.transform(), branch.required());
    }

    private FailedRows(Connection connection, String prefix, Transform transform, RequiredColumns required) {
        this.connection = connection;
        this.prefix = prefix;
        this.transform = transform;
        this.required = required;
    }

    /** Moves the records of these rows to the rejected ones, and the rows away. */
    void reject(String rows) throws SQLException {
        execute("create or replace temp table " + FAILED + " as select ordinal, mistake, null::varchar as reason from ("
                + transform.mistakes(rows, DecodedBatch.ORDINAL, required) + ") where mistake is not null");
        name();
        tell(rows);
        Rejection.add(connection, FAILED);
        execute("delete from " + DecodedBatch.ACCEPTED + " where ordinal in (select ordinal from " + FAILED + ")");
        execute("delete from " + rows + " where " + Sql.name(DecodedBatch.ORDINAL) + " in (select ordinal from "
                + FAILED + ")");
    }

    private void name() throws SQLException {
        for (int mistake : mistakes("select min(ordinal), mistake from " + FAILED + " group by mistake")
                .values()) {
            update("mistake", mistake, reason(mistake));
        }
    }

    private String reason(int mistake) {
        return prefix + transform.reason(mistake, required);
    }

    private void tell(String rows) throws SQLException {
        String first = "select ordinal, mistake from " + FAILED + " order by ordinal limit " + MOST_TOLD;
        for (Map.Entry<Long, Integer> failed : mistakes(first).entrySet()) {
            String place = Sql.name(DecodedBatch.ORDINAL) + " = " + failed.getKey();
            Optional<String> attempt = transform.attempt(failed.getValue(), rows, place);
            if (attempt.isPresent()) {
                update("ordinal", failed.getKey(), reason(failed.getValue()) + ": " + words(attempt.get()));
            }
        }
    }

    private Map<Long, Integer> mistakes(String query) throws SQLException {
        Map<Long, Integer> mistakes = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                mistakes.put(rows.getLong(1), rows.getInt(2));
            }
        }
        return mistakes;
    }

    private String words(String attempt) {
        try {
            execute(attempt);
            return "no reason given";
        } catch (SQLException failure) {
            return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        }
    }

    private void update(String column, long value, String reason) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update " + FAILED + " set reason = ? where " + column + " = ?")) {
            update.setString(1, reason);
            update.setLong(2, value);
            update.executeUpdate();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
