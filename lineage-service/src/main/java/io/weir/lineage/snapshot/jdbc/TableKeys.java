package io.weir.lineage.snapshot.jdbc;

import io.weir.lineage.openlineage.DatasetNames;
import io.weir.lineage.openlineage.HashedKeys;
import io.weir.lineage.openlineage.NodeName;
import io.weir.lineage.snapshot.DatasetSnapshot;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whose snapshots are whose, where a table was dropped and another one made by its name. Each has a key of its own; that of the
 * first is the name's.
 */
@Component
class TableKeys {

    private static final String NEWEST_OF = """
            coalesce((select known.table_key
                      from (select :name as table_key
                            union select table_key from table_of_name where name_key = :name) known
                      cross join lateral (select created_at from snapshot where table_key = known.table_key%s
                                          order by version desc nulls last, created_at desc, snapshot_id desc limit 1) newest
                      order by newest.created_at desc, known.table_key limit 1), :name)
            """;

    /** The key of the newest table of a name: the one whose newest snapshot was registered last, so also one that came back. */
    static final String NEWEST = NEWEST_OF.formatted("");

    /** The key of the table that was the newest of its name at a moment. */
    static final String NEWEST_THEN = NEWEST_OF.formatted(" and created_at <= :asOf");

    private static final String FIND =
            "select table_key from table_of_name where name_key = :name and table_id = :table";

    /** Of two at once that tell of a table for the first time the second sees what the first has decided. */
    private static final String ALONE =
            "select pg_advisory_xact_lock(hashtext('weir lineage table of name'), hashtext(:name))";

    /**
     * Snapshots that do not tell their table may be of this one: those before it are, if all lie where it does, and its version
     * follows theirs or is the same at the same address. A table that was made anew begins again at 0, mostly at another place.
     */
    private static final String FOLLOWS = """
            select not exists (select from table_of_name where table_key = :name)
                   and not exists (select from snapshot where table_key = :name
                                   and (dataset_id <> :dataset or version > :version
                                        or version = :version and uri <> :uri))
            """;

    private static final String INSERT = """
            insert into table_of_name (name_key, table_id, table_key) values (:name, :table, :key)
            """;

    private final JdbcClient jdbc;

    TableKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    static UUID ofName(String table) {
        return HashedKeys.of("TABLE", table);
    }

    /** The key of the place that a snapshot lies at, however its address is written. */
    static UUID dataset(DatasetSnapshot snapshot) {
        return NodeName.dataset(DatasetNames.at(snapshot.uri())).key();
    }

    /**
     * The key of the table that a snapshot is of: of the newest of its name where it tells none. One statement but for the first
     * snapshot of each table, which takes a lock until its transaction ends.
     */
    UUID of(DatasetSnapshot snapshot) {
        UUID table = snapshot.tableId();
        UUID name = ofName(snapshot.tableName());
        if (table == null) {
            return jdbc.sql("select " + NEWEST)
                    .param("name", name)
                    .query(UUID.class)
                    .single();
        }
        return find(name, table).orElseGet(() -> {
            jdbc.sql(ALONE).param("name", name.toString()).query().singleRow();
            return find(name, table).orElseGet(() -> add(snapshot, name, table));
        });
    }

    private Optional<UUID> find(UUID name, UUID table) {
        return jdbc.sql(FIND)
                .param("name", name)
                .param("table", table)
                .query(UUID.class)
                .optional();
    }

    private UUID add(DatasetSnapshot snapshot, UUID name, UUID table) {
        Long version = snapshot.version();
        boolean follows = jdbc.sql(FOLLOWS)
                .param("name", name)
                .param("version", version == null ? Long.MAX_VALUE : version)
                .param("uri", snapshot.uri())
                .param("dataset", dataset(snapshot))
                .query(Boolean.class)
                .single();
        UUID key = follows ? name : HashedKeys.of("TABLE", snapshot.tableName(), table.toString());
        jdbc.sql(INSERT)
                .param("name", name)
                .param("table", table)
                .param("key", key)
                .update();
        return key;
    }
}
