package io.weir.metadata.zone.jdbc;

import io.weir.metadata.snapshot.FileKey;
import io.weir.metadata.snapshot.FileRange;
import io.weir.metadata.zone.ZoneBounds;
import io.weir.metadata.zone.Zones;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcZones implements Zones {

    private static final FileKey END = new FileKey(Long.MAX_VALUE, Long.MAX_VALUE);

    private static final String LAST = """
            select last_version, last_file from file_zone where table_id = ?
            order by after_version desc, after_file desc limit 1""";

    /**
     * Where a zone begins is its key: of two that are made at once, one comes to be. The lock is against the end of the
     * table only, which takes its zones with it.
     */
    private static final String INSERT = """
            insert into file_zone (table_id, after_version, after_file, last_version, last_file, lows, highs,
                                   without_nulls, nulls_only, packed_version, packed_lines)
            select table_id, ?, ?, ?, ?, ?::bytea[], ?::bytea[], ?, ?, ?, ?::bytea from delta_table where table_id = ? for key share
            on conflict do nothing""";

    private final JdbcClient jdbc;
    private final ZoneRenewal renewal;

    JdbcZones(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.renewal = new ZoneRenewal(jdbc);
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

    private int extend(long tableId) {
        FileKey after =
                jdbc.sql(LAST).param(tableId).query(JdbcZones::key).optional().orElse(FileKey.START);
        int made = 0;
        ZoneDraft next = ZoneDraft.read(jdbc, tableId, new FileRange(after, END));
        while (next.isFull() && insert(tableId, after, next)) {
            made++;
            after = next.last();
            next = ZoneDraft.read(jdbc, tableId, new FileRange(after, END));
        }
        return made;
    }

    private boolean insert(long tableId, FileKey after, ZoneDraft zone) {
        ZoneBounds bounds = zone.bounds();
        return jdbc.sql(INSERT)
                        .params(List.of(after.addedVersion(), after.fileId()))
                        .params(List.of(zone.last().addedVersion(), zone.last().fileId()))
                        .params(List.of(bounds.lows(), bounds.highs(), bounds.withoutNulls(), bounds.nullsOnly()))
                        .param(zone.version())
                        .param(zone.packed())
                        .param(tableId)
                        .update()
                == 1;
    }

    @Override
    public int renew(long tableId) {
        extend(tableId);
        return renewal.run(tableId);
    }

    static FileKey key(ResultSet row, int number) throws SQLException {
        return new FileKey(row.getLong(1), row.getLong(2));
    }
}
