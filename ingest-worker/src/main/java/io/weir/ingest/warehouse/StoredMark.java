package io.weir.ingest.warehouse;

import io.weir.ingest.decode.Sql;
import io.weir.ingest.sink.Owner;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Until when all is known of a pipeline's streams, as the transaction sees it that changes it. */
final class StoredMark {

    private StoredMark() {}

    /** In microseconds since 1970; the least number of all if nothing is. */
    static long of(Statement statement, Owner owner) throws SQLException {
        try (ResultSet rows = statement.executeQuery("select coalesce(mark, " + Long.MIN_VALUE
                + ") from weir.stream_state where pipeline = " + Sql.text(owner.pipeline()))) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
