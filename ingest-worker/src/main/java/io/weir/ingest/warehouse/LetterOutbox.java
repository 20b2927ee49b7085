package io.weir.ingest.warehouse;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.Sql;
import io.weir.ingest.decode.StructType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows of replayed letters that the warehouse has, and the table beside it is still to get: kept in the transaction in which
 * they ceased to be letters. One replay of a pipeline at a time; the next one, and the next start, first bring these where they
 * belong.
 *
 * <p>The rows of each branch's table have one of their own, which goes by the name of the pipeline and of that table.
 */
public final class LetterOutbox {

    /** No pipeline has a slash in its name. */
    private static final String BRANCH = "//";

    private final Connection connection;
    private final String pipeline;
    private final String rows;

    private LetterOutbox(Connection connection, String pipeline) {
        this.connection = connection;
        this.pipeline = pipeline;
        this.rows = "weir." + Sql.name("outbox/" + pipeline);
    }

    /** Of the rows of a pipeline's own table. */
    static LetterOutbox of(Connection connection, String pipeline) {
        return new LetterOutbox(connection, pipeline);
    }

    /** Of the rows of a branch's table. */
    static LetterOutbox ofBranch(Connection connection, String pipeline, String table) {
        return new LetterOutbox(connection, pipeline + BRANCH + table);
    }

    /** Those of a pipeline that have something in them, whichever branches it has now. */
    public static List<LetterOutbox> waiting(Connection connection, String pipeline) throws SQLException {
        List<LetterOutbox> waiting = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "select pipeline from weir.outbox where pipeline = ? or starts_with(pipeline, ?) order by pipeline")) {
            statement.setString(1, pipeline);
            statement.setString(2, pipeline + BRANCH);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    waiting.add(new LetterOutbox(connection, found.getString(1)));
                }
            }
        }
        return waiting;
    }

    /**
     * Who is to get rows.
     *
     * @param table its name
     * @param before number of the last replay that it has got
     * @param replay number of this one, which no other one has
     */
    public record Destination(String table, long before, long replay) {}

    /**
     * Rows on their way.
     *
     * @param relation of the connection that has them
     */
    public record Pending(Destination to, StructType columns, String relation, long rows) {}

    /** Keeps the rows of a batch; part of the caller's transaction, which fails if there are others. */
    void put(DecodedBatch batch, Destination to) throws SQLException {
        String columns = Sql.names(batch.columns().fields().keySet());
        try (Statement statement = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement("insert into weir.outbox values (?, ?, ?, ?)")) {
            statement.execute("create table " + rows + " as select " + columns + " from " + batch.relation());
            insert.setString(1, pipeline);
            insert.setString(2, to.table());
            insert.setLong(3, to.before());
            insert.setLong(4, to.replay());
            insert.executeUpdate();
        }
    }

    /** What is in it, if anything is. */
    public Optional<Pending> pending() throws SQLException {
        Optional<Destination> to = destination();
        return to.isEmpty() ? Optional.empty() : Optional.of(new Pending(to.get(), columns(), rows, count()));
    }

    private Optional<Destination> destination() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select target, before, replay from weir.outbox where pipeline = ?")) {
            statement.setString(1, pipeline);
            try (ResultSet found = statement.executeQuery()) {
                return found.next()
                        ? Optional.of(new Destination(found.getString(1), found.getLong(2), found.getLong(3)))
                        : Optional.empty();
            }
        }
    }

    private StructType columns() throws SQLException {
        return new WarehouseTable(connection, "weir.outbox/" + pipeline).columns();
    }

    private long count() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("select count(*) from " + rows)) {
            count.next();
            return count.getLong(1);
        }
    }

    /** Told that rows are where they belong. */
    public void arrived(Pending pending) throws SQLException {
        new Transaction(connection, pipeline).run(() -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from weir.outbox where pipeline = ? and replay = ?")) {
                delete.setString(1, pipeline);
                delete.setLong(2, pending.to().replay());
                if (delete.executeUpdate() == 1) {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute("drop table " + rows);
                    }
                }
            }
            return pending;
        });
    }
}
