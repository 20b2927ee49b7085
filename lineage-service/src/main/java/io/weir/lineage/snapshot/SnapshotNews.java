package io.weir.lineage.snapshot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** What listeners are told of a snapshot: all but the columns. */
final class SnapshotNews {

    private SnapshotNews() {}

    static Map<String, Object> of(DatasetSnapshot snapshot) {
        Map<String, Object> news = new LinkedHashMap<>();
        news.put("table_name", snapshot.tableName());
        UUID tableId = snapshot.tableId();
        if (tableId != null) {
            news.put("table_id", tableId.toString());
        }
        news.put("snapshot_id", snapshot.snapshotId().toString());
        news.put("uri", snapshot.uri());
        news.put("format", snapshot.format());
        Long version = snapshot.version();
        if (version != null) {
            news.put("version", version);
        }
        return news;
    }
}
