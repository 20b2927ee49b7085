package io.weir.metadata.table.jdbc;

import io.weir.metadata.table.TableHead;
import io.weir.metadata.table.TableOwners;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcTableOwners implements TableOwners {

    private final JdbcClient jdbc;

    JdbcTableOwners(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<String> of(String table) {
        return jdbc.sql("select owner from delta_table where name = ? and dropped_at is null")
                .param(table)
                .query(String.class)
                .optional();
    }

    @Override
    public boolean handOver(TableHead read, String owner, boolean onlyAsRead) {
        return jdbc.sql("update delta_table set owner = ? where table_id = ? and owner = ? and dropped_at is null"
                                + " and (mode = ? and metadata = ? or not ?)")
                        .params(owner, read.tableId(), read.owner())
                        .params(read.mode().name(), read.metadata(), onlyAsRead)
                        .update()
                == 1;
    }
}
