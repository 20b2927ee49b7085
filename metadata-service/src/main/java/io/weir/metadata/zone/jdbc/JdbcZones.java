package io.weir.metadata.zone.jdbc;

import io.weir.metadata.snapshot.FileKey;
import io.weir.metadata.zone.ZoneBounds;
import io.weir.metadata.zone.Zones;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcZones implements Zones {

    private static final String END = """
            select last_version, last_file from file_zone where table_id = ?
            order by after_version desc, after_file desc limit 1""";

    private static final String NEXT = """
            select added_version, file_id, lows, highs, without_nulls, nulls_only from data_file
            where table_id = ? and removed_version is null and (added_version, file_id) > (?, ?)
            order by added_version, file_id limit ?""";

    /**
     * Where a zone begins is its key: of two that are made at once, one comes to be. The lock is against the end of the
     * table only, which takes its zones with it.
     */
    private static final String INSERT = """
            insert into file_zone (table_id, after_version, after_file, last_version, last_file, lows, highs,
                                   without_nulls, nulls_only)
            select table_id, ?, ?, ?, ?, ?::bytea[], ?::bytea[], ?, ? from delta_table where table_id = ? for key share
            on conflict do nothing""";

    private final JdbcClient jdbc;

    JdbcZones(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public int extend(String table) {
        return jdbc.sql("select table_id from delta_table where name = ? and dropped_at is null")
                .param(table)
                .query(Long.class)
                .optional()
                .map(this::extend)
                .orElse(0);
    }

    private int extend(Long tableId) {
        FileKey after =
                jdbc.sql(END).param(tableId).query(JdbcZones::key).optional().orElse(FileKey.START);
        int made = 0;
        Draft next = draft(tableId, after);
        while (next.files == SIZE && insert(tableId, after, next)) {
            made++;
            after = next.last;
            next = draft(tableId, after);
        }
        return made;
    }

    private Draft draft(long tableId, FileKey after) {
        Draft draft = new Draft(after);
        jdbc.sql(NEXT)
                .params(List.of(tableId, after.addedVersion(), after.fileId(), SIZE))
                .query(draft);
        return draft;
    }

    private boolean insert(long tableId, FileKey after, Draft zone) {
        ZoneBounds bounds = zone.bounds;
        return jdbc.sql(INSERT)
                        .params(List.of(after.addedVersion(), after.fileId()))
                        .params(List.of(zone.last.addedVersion(), zone.last.fileId()))
                        .params(List.of(bounds.lows(), bounds.highs(), bounds.withoutNulls(), bounds.nullsOnly()))
                        .param(tableId)
                        .update()
                == 1;
    }

    private static FileKey key(ResultSet row, int number) throws SQLException {
        return new FileKey(row.getLong(1), row.getLong(2));
    }

    /** The files behind a key, as they come. */
    private static final class Draft implements RowCallbackHandler {

        private final ZoneBounds bounds = new ZoneBounds();
        private FileKey last;
        private int files;

        Draft(FileKey after) {
            this.last = after;
        }

        @Override
        public void processRow(ResultSet row) throws SQLException {
            bounds.add(array(row, 3), array(row, 4), row.getLong(5), row.getLong(6));
            last = key(row, files++);
        }

        /** Nothing is known of a file without an array. */
        private static byte[] @Nullable [] array(ResultSet row, int column) throws SQLException {
            Array array = row.getArray(column);
            return array == null ? new byte[0][] : (byte[] @Nullable []) array.getArray();
        }
    }
}
