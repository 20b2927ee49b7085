package io.weir.metadata.planning.jdbc;

import io.weir.metadata.planning.SizeKey;
import io.weir.metadata.planning.SmallFile;
import io.weir.metadata.planning.SmallFiles;
import io.weir.metadata.snapshot.FileKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcSmallFiles implements SmallFiles {

    /** What is there now is read along the index of sizes; what was removed since the version is not in that. */
    static final String SMALLER = """
            (select size, added_version, file_id, add_action from data_file
             where table_id = ? and removed_version is null and size < ?
               and (size, added_version, file_id) > (?, ?, ?) and added_version <= ?
             order by size, added_version, file_id limit ?)
            union all
            (select * from (
                select size, added_version, file_id, add_action from data_file
                where table_id = ? and removed_version > ? and added_version <= ? offset 0) removed_later
             where size < ? and (size, added_version, file_id) > (?, ?, ?)
             order by size, added_version, file_id limit ?)
            order by size, added_version, file_id limit ?""";

    private final JdbcClient jdbc;

    JdbcSmallFiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<SmallFile> smallerThan(long tableId, long version, long bytes, SizeKey after, int limit) {
        return jdbc.sql(SMALLER)
                .params(parameters(tableId, version, bytes, after, limit))
                .query(JdbcSmallFiles::file)
                .list();
    }

    static List<Object> parameters(long tableId, long version, long bytes, SizeKey after, int limit) {
        long size = after.size();
        long added = after.file().addedVersion();
        long id = after.file().fileId();
        return List.of(
                tableId, bytes, size, added, id, version, limit, // what is there now
                tableId, version, version, bytes, size, added, id, limit, // what was
                limit);
    }

    private static SmallFile file(ResultSet row, int number) throws SQLException {
        FileKey key = new FileKey(row.getLong(2), row.getLong(3));
        return new SmallFile(new SizeKey(row.getLong(1), key), row.getString(4));
    }
}
