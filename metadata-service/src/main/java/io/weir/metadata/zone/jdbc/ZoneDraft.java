package io.weir.metadata.zone.jdbc;

import io.weir.metadata.snapshot.FileKey;
import io.weir.metadata.snapshot.FileRange;
import io.weir.metadata.zone.PackedLines;
import io.weir.metadata.zone.ZoneBounds;
import io.weir.metadata.zone.Zones;
import java.io.ByteArrayOutputStream;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The live files of a range, at most as many as a zone has, taken in as they come. */
final class ZoneDraft implements RowCallbackHandler {

    /**
     * A row at least, which tells the version at which the files were live. Texts that are too long together are not read. The
     * range is all that bounds the files' versions: with another bound the index would be walked to that one's end.
     */
    private static final String FILES = """
            select h.head_version, f.added_version, f.file_id, f.lows, f.highs, f.without_nulls, f.nulls_only, f.line
            from (select head_version from delta_table where table_id = ?) h
            left join lateral (
                select added_version, file_id, lows, highs, without_nulls, nulls_only,
                       case when sum(octet_length(add_action)) over (order by added_version, file_id rows unbounded preceding) <= ?
                            then add_action end as line
                from data_file
                where table_id = ? and removed_version is null
                  and (added_version, file_id) > (?, ?) and (added_version, file_id) <= (?, ?)
                order by added_version, file_id limit ?) f on true
            order by f.added_version, f.file_id""";

    private final ZoneBounds bounds = new ZoneBounds();
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private FileKey last;
    private int files;
    private long version;
    private boolean tooLong;

    private ZoneDraft(FileKey after) {
        this.last = after;
    }

    static ZoneDraft read(JdbcClient jdbc, long tableId, FileRange range) {
        ZoneDraft draft = new ZoneDraft(range.after());
        jdbc.sql(FILES)
                .params(List.of(tableId, PackedLines.MOST_BYTES, tableId))
                .params(List.of(range.after().addedVersion(), range.after().fileId()))
                .params(List.of(range.last().addedVersion(), range.last().fileId(), Zones.SIZE))
                .query(draft);
        return draft;
    }

    @Override
    public void processRow(ResultSet row) throws SQLException {
        version = row.getLong(1);
        long addedVersion = row.getLong(2);
        if (!row.wasNull()) {
            last = new FileKey(addedVersion, row.getLong(3));
            bounds.add(array(row, 4), array(row, 5), row.getLong(6), row.getLong(7));
            add(row.getBytes(8));
            files++;
        }
    }

    private void add(byte @Nullable [] line) {
        if (line == null) {
            tooLong = true;
        } else {
            lines.writeBytes(line);
            lines.write('\n');
        }
    }

    /** Nothing is known of a file without an array. */
    private static byte[] @Nullable [] array(ResultSet row, int column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? new byte[0][] : (byte[] @Nullable []) array.getArray();
    }

    boolean isFull() {
        return files == Zones.SIZE;
    }

    FileKey last() {
        return last;
    }

    ZoneBounds bounds() {
        return bounds;
    }

    /** At which these were the range's live files. */
    long version() {
        return version;
    }

    /** The files' lines, packed; null if they are too long. */
    byte @Nullable [] packed() {
        return tooLong ? null : PackedLines.pack(lines.toByteArray());
    }
}
