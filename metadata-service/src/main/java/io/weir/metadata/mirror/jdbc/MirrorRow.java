package io.weir.metadata.mirror.jdbc;

import io.weir.metadata.commit.LogContent;
import io.weir.metadata.mirror.Backlog;
import io.weir.metadata.mirror.MirrorLevel;
import io.weir.metadata.mirror.MirrorState;
import io.weir.metadata.mirror.MirrorStatus;
import io.weir.metadata.mirror.MirrorTask;
import io.weir.metadata.mirror.UnpublishedVersion;
import io.weir.metadata.packing.Frame;
import io.weir.metadata.snapshot.Snapshot;
import io.weir.metadata.table.Totals;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** Rows of the mirrors' queries as what they are. */
final class MirrorRow {

    private MirrorRow() {}

    static MirrorTask task(ResultSet row, int number) throws SQLException {
        return new MirrorTask(
                row.getLong("table_id"),
                row.getObject("table_uuid", UUID.class),
                row.getString("name"),
                row.getString("location"),
                MirrorState.valueOf(row.getString("state")),
                row.getBoolean("expired"),
                row.getLong("head_version"),
                row.getLong("published_version"),
                row.getObject("checkpoint_version", Long.class),
                row.getObject("pending_checkpoint", Long.class),
                row.getLong("cleaned_version"),
                row.getInt("failures"),
                row.getString("metadata"));
    }

    static UnpublishedVersion version(ResultSet row, int number) throws SQLException {
        Snapshot snapshot = new Snapshot(
                row.getLong("version"),
                row.getLong("timestamp"),
                row.getString("protocol"),
                row.getString("metadata"),
                new Totals(row.getLong("live_files"), row.getLong("live_bytes"), row.getLong("live_rows")));
        return new UnpublishedVersion(
                LogContent.of(Frame.content(row.getBytes("content"))),
                snapshot,
                row.getBoolean("transactions"),
                row.getBoolean("domains"));
    }

    static MirrorStatus status(ResultSet row, int number) throws SQLException {
        long head = row.getLong("head_version");
        long published = row.getLong("published_version");
        MirrorState state = MirrorState.valueOf(row.getString("state"));
        double lag = Math.max(0, row.getDouble("lag"));
        return new MirrorStatus(
                row.getString("name"),
                row.getObject("table_uuid", UUID.class),
                state,
                head,
                published,
                head - published,
                lag,
                MirrorLevel.of(state, lag),
                row.getString("last_error"),
                row.getObject("checkpoint_version", Long.class));
    }

    static Backlog backlog(ResultSet row, int number) throws SQLException {
        return new Backlog(
                row.getLong(1), row.getLong(2), Math.max(0, row.getDouble(3)), row.getLong(4), row.getLong(5));
    }
}
