package io.weir.metadata.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.MetadataServer;
import io.weir.support.naming.TableName;
import io.weir.test.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that were there before there were schemas are in those that their names say, and none is lost. */
class CatalogMigrationTest {

    private static final List<String> BEFORE = List.of(
            "orders",
            "sales.orders",
            "shop.sales.orders",
            "a.b.c.d",
            "a..b",
            "a.b..c",
            "default.orders",
            "default.lone",
            "weir.default.third",
            "weir.sales.fourth",
            "weir.plain");

    @Test
    void namesSayWhatTheyAlwaysSaid(@TempDir Path folder) throws SQLException {
        try (TestDatabase database = TestDatabase.create("metadata")) {
            MetadataServer.start(database, folder, "--spring.flyway.target=13", "--weir.metadata.mirror.workers=0")
                    .close();
            for (String name : BEFORE) {
                insert(database, name);
            }
            try (MetadataServer server = MetadataServer.start(database, folder, "--weir.metadata.mirror.workers=0")) {
                Map<String, String> found = tables(database);
                assertThat(found)
                        .hasSize(BEFORE.size())
                        .containsEntry("orders", "weir.default")
                        .containsEntry("sales.orders", "weir.sales")
                        .containsEntry("shop.sales.orders", "shop.sales")
                        .containsEntry("a.b.c.d", "a.b")
                        .containsEntry("lone", "weir.default")
                        .containsEntry("third", "weir.default")
                        .containsEntry("sales.fourth", "weir.sales")
                        .containsEntry("weir.plain", "weir.weir");
                found.forEach((name, schema) -> {
                    TableName parsed = TableName.parse(name);
                    assertThat(parsed.schema().text()).as(name).isEqualTo(schema);
                    assertThat(parsed.text()).isEqualTo(name);
                    server.get("/api/v1/databases/" + parsed.schema().database() + "/schemas/"
                                    + parsed.schema().schema())
                            .expect(200);
                });
                assertThat(found.keySet())
                        .filteredOn(name -> name.startsWith("default_orders_"))
                        .hasSize(1);
            }
        }
    }

    private static void insert(TestDatabase database, String name) throws SQLException {
        String insert = "insert into delta_table (table_uuid, name, location, created_at, head_version, head_timestamp,"
                + " protocol, metadata, live_files, live_bytes, live_rows)"
                + " values (?, ?, ?, now(), 0, 0, '{}', '{}', 0, 0, 0)";
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setObject(1, UUID.randomUUID());
            statement.setString(2, name);
            statement.setString(3, "/nowhere/" + name);
            statement.executeUpdate();
        }
    }

    private static Map<String, String> tables(TestDatabase database) throws SQLException {
        Map<String, String> found = new TreeMap<>();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select name, database_name || '.' || schema_name from delta_table")) {
            while (rows.next()) {
                found.put(rows.getString(1), rows.getString(2));
            }
        }
        return found;
    }
}
