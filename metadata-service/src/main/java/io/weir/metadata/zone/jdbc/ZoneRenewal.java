package io.weir.metadata.zone.jdbc;

import io.weir.metadata.zone.PackedZone;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Packs zones again that lost files, and notes of the others that they did not. */
final class ZoneRenewal {

    /**
     * What a zone keeps is right for the head, too, if no file of its range was removed since. Each removal looks for its
     * zone, by one probe; those that are older than what all zones keep are not looked at.
     */
    private static final String UNCHANGED = """
            update file_zone u set packed_version = ?
            where u.table_id = ? and u.packed_version < ? and (u.after_version, u.after_file) not in (
                select z.after_version, z.after_file
                from data_file f cross join lateral (
                    select after_version, after_file, last_version, last_file, packed_version from file_zone
                    where table_id = ? and (after_version, after_file) < (f.added_version, f.file_id)
                    order by after_version desc, after_file desc limit 1) z
                where f.table_id = ? and f.removed_version > (select min(packed_version) from file_zone where table_id = ?)
                  and f.removed_version > z.packed_version
                  and (f.added_version, f.file_id) <= (z.last_version, z.last_file))""";

    private static final String CHANGED = """
            select after_version, after_file, last_version, last_file, packed_version from file_zone
            where table_id = ? and (packed_version is null or packed_version < ?)
            order by after_version, after_file limit ?""";

    /** Of two that pack a zone again at once, one comes to be; and none of a range that meanwhile took in another. */
    private static final String PACK = """
            update file_zone set packed_version = ?, packed_lines = ?
            where table_id = ? and after_version = ? and after_file = ? and last_version = ? and last_file = ?
              and packed_version is not distinct from ?::bigint""";

    private static final int AT_ONCE = 1000;

    private final JdbcClient jdbc;

    ZoneRenewal(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Tells how many were packed again; leaves the rest to whoever else is at it. */
    int run(long tableId) {
        long head = jdbc.sql("select coalesce(max(head_version), -1) from delta_table where table_id = ?")
                .param(tableId)
                .query(Long.class)
                .single();
        jdbc.sql(UNCHANGED)
                .params(List.of(head, tableId, head, tableId, tableId, tableId))
                .update();
        int packed = 0;
        // What is packed is of the head or of a later version, and so not found again.
        for (List<PackedZone> next = changed(tableId, head); !next.isEmpty(); next = changed(tableId, head)) {
            for (PackedZone zone : next) {
                if (!pack(tableId, zone)) {
                    return packed;
                }
                packed++;
            }
        }
        return packed;
    }

    /** Without their lines. */
    private List<PackedZone> changed(long tableId, long head) {
        return jdbc.sql(CHANGED)
                .params(List.of(tableId, head, AT_ONCE))
                .query((row, number) ->
                        new PackedZone(JdbcZones.range(row, number), row.getObject(5, Long.class), null))
                .list();
    }

    private boolean pack(long tableId, PackedZone zone) {
        ZoneDraft draft = ZoneDraft.read(jdbc, tableId, zone.files());
        return jdbc.sql(PACK)
                        .param(draft.version())
                        .param(draft.packed())
                        .param(tableId)
                        .params(JdbcZones.keys(zone.files()))
                        .param(zone.packedVersion())
                        .update()
                == 1;
    }
}
