package io.weir.metadata.zone.jdbc;

import io.weir.metadata.snapshot.FileKey;
import io.weir.metadata.zone.PackedZone;
import io.weir.metadata.zone.PackedZones;
import io.weir.metadata.zone.ZoneRemovals;
import io.weir.metadata.zone.ZoneRemovals.Removal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcPackedZones implements PackedZones {

    /** For more it would take longer to tell which zones are left than to read the files; and memory has an end. */
    private static final int MOST_REMOVALS = 10_000;

    /** Zones without files take no bytes, but they are rows, too. */
    private static final int MOST_ZONES = 512;

    private static final int BYTES = 1 << 20;

    /** A row at least, which tells the versions; they are as of the same time as the removals. */
    private static final String REMOVALS = """
            select least(z.oldest, ?), greatest(z.newest, ?), f.added_version, f.file_id, f.removed_version
            from (select min(packed_version) oldest, max(packed_version) newest from file_zone where table_id = ?) z
            left join lateral (
                select added_version, file_id, removed_version from data_file
                where table_id = ? and removed_version > least(z.oldest, ?) and removed_version <= greatest(z.newest, ?)
                limit ?) f on true""";

    /** How long lines are is told without reading them. */
    private static final String NEXT = """
            select after_version, after_file, last_version, last_file, packed_version, packed_lines
            from (select *, sum(octet_length(packed_lines)) over (
                      order by after_version, after_file rows between unbounded preceding and 1 preceding) as bytes_before
                  from (select after_version, after_file, last_version, last_file, packed_version, packed_lines
                        from file_zone where table_id = ? and (after_version, after_file) >= (?, ?) and last_version <= ?
                        order by after_version, after_file limit ?) zone) zone
            where coalesce(bytes_before, 0) < ? order by after_version, after_file""";

    private final JdbcClient jdbc;

    JdbcPackedZones(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public ZoneRemovals removals(long tableId, long version) {
        return jdbc.sql(REMOVALS)
                .params(List.of(version, version, tableId, tableId, version, version, MOST_REMOVALS + 1))
                .query((ResultSet rows) -> removals(rows, version));
    }

    private static ZoneRemovals removals(ResultSet rows, long version) throws SQLException {
        long oldest = version;
        long newest = version;
        List<Removal> found = new ArrayList<>();
        while (rows.next()) {
            oldest = rows.getLong(1);
            newest = rows.getLong(2);
            long removed = rows.getLong(5);
            if (!rows.wasNull()) {
                found.add(new Removal(new FileKey(rows.getLong(3), rows.getLong(4)), removed));
            }
        }
        return new ZoneRemovals(version, oldest, newest, found, MOST_REMOVALS);
    }

    @Override
    public List<PackedZone> next(long tableId, long version, FileKey after) {
        return jdbc.sql(NEXT)
                .params(List.of(tableId, after.addedVersion(), after.fileId(), version, MOST_ZONES, BYTES))
                .query((row, number) -> zone(row))
                .list();
    }

    private static PackedZone zone(ResultSet row) throws SQLException {
        return new PackedZone(JdbcZones.range(row, 0), row.getObject(5, Long.class), row.getBytes(6));
    }
}
