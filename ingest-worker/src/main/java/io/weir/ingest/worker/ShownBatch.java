package io.weir.ingest.worker;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.ShownRows;
import io.weir.ingest.decode.Sql;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.pipeline.DryRun;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A decoded batch for people to look at. */
final class ShownBatch {

    /** Rows, and as many dead letters. */
    static final int MOST_SHOWN = 100;

    private static final int MOST_CHARACTERS = 1000;

    private ShownBatch() {}

    /** @param branches names of the tables of branches */
    static DryRun of(DecodedBatch batch, List<String> branches) throws SQLException {
        return new DryRun(
                batch.staged().records(),
                batch.rows(),
                batch.rejectedRecords(),
                batch.filteredRecords(),
                batch.counts().broken(),
                columns(batch.columns()),
                rows(batch),
                letters(batch.connection()),
                branches.isEmpty() ? null : branches(batch, branches));
    }

    private static List<DryRun.Branch> branches(DecodedBatch batch, List<String> tables) throws SQLException {
        List<DryRun.Branch> shown = new ArrayList<>();
        for (int index = 0; index < tables.size(); index++) {
            DecodedBatch branch = batch.branches().get(index);
            shown.add(new DryRun.Branch(tables.get(index), branch.rows(), columns(branch.columns()), rows(branch)));
        }
        return shown;
    }

    static List<DryRun.Column> columns(StructType columns) {
        return columns.fields().entrySet().stream()
                .map(column ->
                        new DryRun.Column(column.getKey(), column.getValue().sql()))
                .toList();
    }

    private static List<Map<String, Object>> rows(DecodedBatch batch) throws SQLException {
        if (batch.rows() == 0) {
            return List.of();
        }
        String columns = Sql.names(batch.columns().fields().keySet());
        return ShownRows.of(batch.connection(), "select " + columns + " from " + batch.relation(), MOST_SHOWN);
    }

    private static List<DryRun.Letter> letters(Connection connection) throws SQLException {
        List<DryRun.Letter> shown = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet letters = statement.executeQuery("select \"partition\", sequence, reason,"
                        + " left(coalesce(try(decode(payload)), payload::varchar, ''), " + MOST_CHARACTERS
                        + ") as payload from "
                        + DecodedBatch.REJECTED
                        + " order by \"partition\", sequence limit " + MOST_SHOWN)) {
            while (letters.next()) {
                shown.add(new DryRun.Letter(
                        letters.getInt("partition"),
                        letters.getLong("sequence"),
                        letters.getString("reason"),
                        letters.getString("payload")));
            }
        }
        return shown;
    }
}
