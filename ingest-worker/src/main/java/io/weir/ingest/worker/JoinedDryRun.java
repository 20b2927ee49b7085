package io.weir.ingest.worker;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.ShownRows;
import io.weir.ingest.decode.Sql;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.pipeline.DryRun;
import io.weir.ingest.stage.StreamSide;
import io.weir.ingest.transform.Join;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What two streams would become, if the records that were looked at were all. */
final class JoinedDryRun {

    private static final String KEPT = "weir_joined_dry";

    private final Connection connection;
    private final Join join;
    private final List<DryRun> sides = new ArrayList<>();

    JoinedDryRun(Connection connection, Join join) throws SQLException {
        this.connection = connection;
        this.join = join;
        String columns = join.kept().fields().entrySet().stream()
                .map(column ->
                        Sql.name(column.getKey()) + " " + column.getValue().sql())
                .collect(Collectors.joining(", "));
        execute("create temp table " + KEPT + " (" + columns + ")");
    }

    /** Takes the records of a stream, whose rows are there until others are decoded. */
    void take(StreamSide side, DecodedBatch batch) throws SQLException {
        sides.add(ShownBatch.of(batch, List.of()));
        if (batch.rows() > 0) {
            execute("insert into " + KEPT + " by name " + join.keep(side, batch.relation()));
        }
    }

    DryRun show() throws SQLException {
        List<Map<String, Object>> rows = new ArrayList<>(shown(join.output(), join.pairs(KEPT)));
        if (join.outer()) {
            rows.addAll(shown(join.left().columns(), join.alone(KEPT, Long.MAX_VALUE)));
        }
        DryRun left = sides.get(0);
        DryRun right = sides.get(1);
        return new DryRun(
                left.received() + right.received(),
                left.written() + right.written(),
                left.deadLettered() + right.deadLettered(),
                left.filtered() + right.filtered(),
                left.broken(),
                ShownBatch.columns(join.output()),
                rows.stream().limit(ShownBatch.MOST_SHOWN).toList(),
                Stream.concat(left.deadLetters().stream(), right.deadLetters().stream())
                        .limit(ShownBatch.MOST_SHOWN)
                        .toList());
    }

    private List<Map<String, Object>> shown(StructType columns, String query) throws SQLException {
        return ShownRows.of(
                connection,
                "select " + Sql.names(columns.fields().keySet()) + " from (" + query + ")",
                ShownBatch.MOST_SHOWN);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
