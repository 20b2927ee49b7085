package io.weir.metadata.mirror.jdbc;

import io.weir.delta.checkpoint.CheckpointSegment;
import io.weir.metadata.mirror.CheckpointSegments;
import io.weir.metadata.mirror.StoredSegment;
import io.weir.metadata.snapshot.FileKey;
import io.weir.metadata.snapshot.FileRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcCheckpointSegments implements CheckpointSegments {

    /** A file that is removed lies in a segment's range for ever, so that removals are all that there is to look at. */
    private static final String UNCHANGED = """
            select s.object, s.after_version, s.after_file, s.last_version, s.last_file,
                   s.byte_offset, s.byte_length, s.files, s.checksum
            from checkpoint_segment s
            where s.table_id = ? and s.version < ? and s.files >= ?
              and not exists (
                select from data_file f
                where f.table_id = s.table_id and f.removed_version > s.version and f.removed_version <= ?
                  and (f.added_version, f.file_id) > (s.after_version, s.after_file)
                  and (f.added_version, f.file_id) <= (s.last_version, s.last_file))
            order by s.version desc, s.after_version, s.after_file""";

    private static final String INSERT = """
            insert into checkpoint_segment (table_id, version, object, after_version, after_file, last_version, last_file,
                                            byte_offset, byte_length, files, checksum)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    /** All but the newest one before, and what an earlier attempt at this one said of a file that is gone since. */
    private static final String FORGET = """
            delete from checkpoint_segment where table_id = :table and (version = :version or version < (
                select max(version) from checkpoint_segment where table_id = :table and version < :version))""";

    private final JdbcClient jdbc;
    private final JdbcOperations batches;

    JdbcCheckpointSegments(JdbcClient jdbc, JdbcOperations batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    @Override
    public List<Base> bases(long tableId, long version, int leastFiles) {
        Map<String, List<StoredSegment>> found = new LinkedHashMap<>();
        jdbc.sql(UNCHANGED)
                .params(List.of(tableId, version, leastFiles, version))
                .query(row -> {
                    found.computeIfAbsent(row.getString("object"), object -> new ArrayList<>())
                            .add(segment(row));
                });
        return found.entrySet().stream()
                .map(base -> new Base(base.getKey(), base.getValue()))
                .toList();
    }

    private static StoredSegment segment(ResultSet row) throws SQLException {
        return new StoredSegment(
                new FileRange(
                        new FileKey(row.getLong("after_version"), row.getLong("after_file")),
                        new FileKey(row.getLong("last_version"), row.getLong("last_file"))),
                new CheckpointSegment(
                        row.getLong("byte_offset"),
                        row.getLong("byte_length"),
                        row.getLong("files"),
                        row.getLong("checksum")));
    }

    @Override
    public void record(long tableId, long version, String object, List<StoredSegment> segments) {
        jdbc.sql(FORGET).param("table", tableId).param("version", version).update();
        batches.batchUpdate(
                INSERT,
                segments.stream()
                        .map(segment -> row(tableId, version, object, segment))
                        .toList());
    }

    private static Object[] row(long tableId, long version, String object, StoredSegment segment) {
        FileKey after = segment.files().after();
        FileKey last = segment.files().last();
        CheckpointSegment place = segment.place();
        return new Object[] {
            tableId,
            version,
            object,
            after.addedVersion(),
            after.fileId(),
            last.addedVersion(),
            last.fileId(),
            place.offset(),
            place.length(),
            place.files(),
            place.checksum()
        };
    }
}
