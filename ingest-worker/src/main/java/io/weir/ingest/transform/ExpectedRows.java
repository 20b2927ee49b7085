package io.weir.ingest.transform;

import io.weir.ingest.decode.BatchCounts;
import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.PartitionCounts;
import io.weir.ingest.decode.Rejection;
import io.weir.ingest.decode.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Looks at decoded rows of a connection. */
final class ExpectedRows {

    /** (ordinal, broken): the records that are not written, each with the number of the first expectation that it breaks. */
    private static final String BREAKING = "weir_breaking";

    private final Connection connection;
    private final List<Expectation> expectations;
    private final boolean failing;

    ExpectedRows(Connection connection, List<Expectation> expectations, boolean failing) {
        this.connection = connection;
        this.expectations = expectations;
        this.failing = failing;
    }

    /**
     * How many rows break each expectation.
     *
     * @throws SQLException of data if one cannot be worked out for a row
     */
    Map<String, Long> count(String rows) throws SQLException {
        return count(rows, Expectation::broken);
    }

    private Map<String, Long> count(String rows, Function<Expectation, String> broken) throws SQLException {
        String counts = expectations.stream()
                .map(expectation -> "count(*) filter (where " + broken.apply(expectation) + ")")
                .collect(Collectors.joining(", "));
        Map<String, Long> counted = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select " + counts + input(rows))) {
            found.next();
            for (int index = 0; index < expectations.size(); index++) {
                counted.put(expectations.get(index).name(), found.getLong(index + 1));
            }
        }
        return counted;
    }

    private static String input(String rows) {
        return " from " + rows + " as input";
    }

    /** Whether all records can be written. */
    boolean onlyWarns(Map<String, Long> broken) {
        return expectations.stream()
                .allMatch(expectation -> broken.getOrDefault(expectation.name(), 0L) == 0 || warns(expectation));
    }

    private boolean warns(Expectation expectation) {
        return switch (expectation.action()) {
            case WARN -> true;
            case DROP -> false;
            case FAIL -> !failing;
        };
    }

    /**
     * Moves the records whose rows are not wanted to the rejected ones.
     *
     * @param decoded with rows that say which records they are of
     * @throws BrokenExpectationException if the pipeline is to fail
     */
    DecodedBatch sort(DecodedBatch decoded) throws SQLException {
        execute("pragma disable_optimizer");
        try {
            Map<String, Long> broken = count(decoded.relation(), Expectation::brokenOrFailing);
            find(decoded.relation());
            refuse(broken);
            long dropped = drop(decoded.relation());
            Map<Integer, Long> rejected = PartitionCounts.of(connection, DecodedBatch.REJECTED);
            return decoded.counting(new BatchCounts(
                            decoded.rows() - dropped, rejected, decoded.counts().filtered())
                    .breaking(broken));
        } finally {
            execute("pragma enable_optimizer");
        }
    }

    private void find(String rows) throws SQLException {
        StringBuilder cases = new StringBuilder("case");
        for (Expectation.Action action : List.of(Expectation.Action.FAIL, Expectation.Action.DROP)) {
            for (int index = 0; index < expectations.size(); index++) {
                Expectation expectation = expectations.get(index);
                if (expectation.action() == action && !warns(expectation)) {
                    cases.append(" when ")
                            .append(expectation.brokenOrFailing())
                            .append(" then ")
                            .append(index);
                }
            }
        }
        cases.append(" when false then 0 end");
        execute("create or replace temp table " + BREAKING + " as select * from (select "
                + Sql.name(DecodedBatch.ORDINAL) + " as ordinal, " + cases + " as broken" + input(rows)
                + ") where broken is not null");
    }

    private void refuse(Map<String, Long> broken) throws SQLException {
        for (int index = 0; index < expectations.size(); index++) {
            Expectation expectation = expectations.get(index);
            long records = broken.getOrDefault(expectation.name(), 0L);
            if (records > 0 && failing && expectation.action() == Expectation.Action.FAIL) {
                throw first(expectation, index, records);
            }
        }
    }

    private BrokenExpectationException first(Expectation expectation, int index, long records) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet first = statement.executeQuery("select records.\"partition\", records.sequence from "
                        + DecodedBatch.ACCEPTED + " records join " + BREAKING + " using (ordinal) where broken = "
                        + index
                        + " order by all limit 1")) {
            first.next();
            return new BrokenExpectationException(expectation, first.getInt(1), first.getLong(2), records);
        }
    }

    private long drop(String rows) throws SQLException {
        String reasons = expectations.stream()
                .map(expectation -> Sql.text(expectation.reason()))
                .collect(Collectors.joining(", ", "[", "]"));
        try (Statement statement = connection.createStatement()) {
            Rejection.add(connection, "(select ordinal, " + reasons + "[broken + 1] as reason from " + BREAKING + ")");
            return statement.executeLargeUpdate("delete from " + rows + " where " + Sql.name(DecodedBatch.ORDINAL)
                    + " in (select ordinal from " + BREAKING + ")");
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
