package io.weir.metadata.zone.jdbc;

import io.weir.metadata.snapshot.FileKey;
import io.weir.metadata.snapshot.FileRange;
import io.weir.metadata.zone.ZoneBounds;
import io.weir.metadata.zone.Zones;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

@Repository
class JdbcZones implements Zones {

    private static final FileRange NONE = new FileRange(FileKey.START, FileKey.START);
    private static final FileKey END = new FileKey(Long.MAX_VALUE, Long.MAX_VALUE);

    private static final String LAST = """
            select after_version, after_file, last_version, last_file from file_zone where table_id = ?
            order by after_version desc, after_file desc limit 1""";

    /**
     * Where a zone begins is its key: of two that are made at once, one comes to be. The lock is against the end of the
     * table only, which takes its zones with it.
     */
    private static final String INSERT = """
            insert into file_zone (table_id, after_version, after_file, last_version, last_file, lows, highs,
                                   without_nulls, nulls_only, packed_version, packed_lines)
            select t.table_id, ?, ?, ?, ?, ?::bytea[], ?::bytea[], ?, ?, ?, ?::bytea
            from delta_table t %s where t.table_id = ? for key share of t %s
            on conflict do nothing""";

    private static final String FIRST = INSERT.formatted("", "");

    /** Comes to be only where the one before it still ends where it begins: an empty one in between may have been taken away. */
    private static final String NEXT = INSERT.formatted("""
            join file_zone z on z.table_id = t.table_id and z.after_version = ? and z.after_file = ?
                and z.last_version = ? and z.last_file = ?""", "for share of z");

    private final JdbcClient jdbc;
    private final ZoneRenewal renewal;
    private final EmptyZones empty;

    JdbcZones(JdbcClient jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.renewal = new ZoneRenewal(jdbc);
        this.empty = new EmptyZones(jdbc, transactions);
    }

    @Override
    public int extend(String table) {
        return id(table).map(this::extend).orElse(0);
    }

    private Optional<Long> id(String table) {
        return jdbc.sql("select table_id from delta_table where name = ? and dropped_at is null")
                .param(table)
                .query(Long.class)
                .optional();
    }

    private int extend(long tableId) {
        FileRange before =
                jdbc.sql(LAST).param(tableId).query(JdbcZones::range).optional().orElse(NONE);
        int made = 0;
        ZoneDraft next = ZoneDraft.read(jdbc, tableId, new FileRange(before.last(), END));
        while (next.isFull() && insert(tableId, before, next)) {
            made++;
            before = new FileRange(before.last(), next.last());
            next = ZoneDraft.read(jdbc, tableId, new FileRange(before.last(), END));
        }
        return made;
    }

    private boolean insert(long tableId, FileRange before, ZoneDraft zone) {
        ZoneBounds bounds = zone.bounds();
        List<Long> previous = before.isEmpty() ? List.of() : keys(before);
        return jdbc.sql(before.isEmpty() ? FIRST : NEXT)
                        .params(keys(new FileRange(before.last(), zone.last())))
                        .params(List.of(bounds.lows(), bounds.highs(), bounds.withoutNulls(), bounds.nullsOnly()))
                        .param(zone.version())
                        .param(zone.packed())
                        .params(previous)
                        .param(tableId)
                        .update()
                == 1;
    }

    static List<Long> keys(FileRange range) {
        FileKey after = range.after();
        FileKey last = range.last();
        return List.of(after.addedVersion(), after.fileId(), last.addedVersion(), last.fileId());
    }

    @Override
    public int renew(long tableId) {
        extend(tableId);
        return renewal.run(tableId);
    }

    @Override
    public int dropEmpty(String table) {
        return id(table).map(this::dropEmpty).orElse(0);
    }

    private int dropEmpty(long tableId) {
        empty.drop(tableId);
        return jdbc.sql("select count(*) from file_zone where table_id = ?")
                .param(tableId)
                .query(Integer.class)
                .single();
    }

    static FileRange range(ResultSet row, int number) throws SQLException {
        return new FileRange(new FileKey(row.getLong(1), row.getLong(2)), new FileKey(row.getLong(3), row.getLong(4)));
    }
}
