package io.weir.metadata.catalog.jdbc;

import io.weir.metadata.catalog.SchemaContents;
import io.weir.metadata.catalog.User;
import io.weir.support.access.ResourceKind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcSchemaContents implements SchemaContents {

    private static final String WHERE = " where database_name = ? and (?::text is null or schema_name = ?) and ";

    private final JdbcClient jdbc;

    JdbcSchemaContents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<User> tables(String database, @Nullable String schema) {
        return users("table", "delta_table" + WHERE + "dropped_at is null", database, schema);
    }

    @Override
    public List<User> imports(String database, @Nullable String schema) {
        return users("import", "table_import" + WHERE + "state <> 'SUCCEEDED'", database, schema);
    }

    private List<User> users(String label, String from, String database, @Nullable String schema) {
        return jdbc.sql("select name, owner from " + from + " order by table_id")
                .param(database)
                .param(schema)
                .param(schema)
                .query((row, number) ->
                        new User(label, ResourceKind.TABLE, row.getString("name"), row.getString("owner")))
                .list();
    }
}
