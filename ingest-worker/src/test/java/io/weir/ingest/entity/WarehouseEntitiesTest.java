package io.weir.ingest.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.decode.ShownRows;
import io.weir.ingest.store.Entity;
import io.weir.ingest.store.EntityKind;
import io.weir.ingest.store.EntityPage;
import io.weir.ingest.warehouse.Warehouse;
import io.weir.ingest.warehouse.WarehouseLimits;
import io.weir.support.problem.FieldProblem;
import io.weir.support.problem.ProblemException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people look through of a warehouse, and the rows that they add. */
class WarehouseEntitiesTest {

    private static final TableDialect DIALECT = new DuckDbDialect();

    @TempDir
    Path folder;

    private Warehouse warehouse;
    private Connection connection;
    private CatalogEntities entities;

    @BeforeEach
    void open() throws SQLException {
        // A database that is called as one of its schemas is.
        warehouse = Warehouse.open(folder.resolve("sales.duckdb"), new WarehouseLimits("256MB", 2, "16MB"));
        connection = warehouse.connect();
        entities = new CatalogEntities(DIALECT, connection);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        warehouse.close();
    }

    private void execute(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private List<Entity> all(String schema, String prefix, int limit) throws SQLException {
        List<Entity> seen = new ArrayList<>();
        String from = "";
        do {
            EntityPage page = entities.list(schema, prefix, from, limit);
            seen.addAll(page.entities());
            from = page.next();
        } while (!from.isEmpty());
        return seen;
    }

    @Test
    void schemasHoldTablesAndViewsAndTheControlTablesAreHidden() throws SQLException {
        execute(
                "create schema sales.sales",
                "create table sales.sales.orders (id bigint)",
                "create table sales.sales.\"a/b \"\"c\"\"\" (id bigint)",
                "create view sales.sales.recent as select * from sales.sales.orders",
                "create table main.other (id bigint)");
        for (int limit = 1; limit <= 4; limit++) {
            assertThat(all("", "", limit))
                    .containsExactly(new Entity("main", EntityKind.SCHEMA), new Entity("sales", EntityKind.SCHEMA));
            assertThat(all("sales", "", limit))
                    .containsExactly(
                            new Entity("sales/a/b \"c\"", EntityKind.TABLE),
                            new Entity("sales/orders", EntityKind.TABLE),
                            new Entity("sales/recent", EntityKind.VIEW));
        }
        assertThat(all("sales", "re", 10)).containsExactly(new Entity("sales/recent", EntityKind.VIEW));
        assertThat(all("weir", "", 10)).isEmpty();
        assertThat(all("absent", "", 10)).isEmpty();
        assertThat(entities.find("weir")).isEmpty();
        assertThat(entities.find("weir/watermark")).isEmpty();
        assertThat(entities.find("sales")).contains(new Entity("sales", EntityKind.SCHEMA));
        assertThat(entities.find("sales/a/b \"c\"")).contains(new Entity("sales/a/b \"c\"", EntityKind.TABLE));
        assertThat(entities.find("sales/ORDERS")).isEmpty();
        assertThat(entities.columns("sales/recent")).isEqualTo(Map.of("id", "BIGINT"));
        assertThat(ShownRows.of(connection, "select * from " + entities.qualified("sales/a/b \"c\""), 1))
                .isEmpty();
    }

    private void insert(String path, List<Map<String, Object>> rows) throws SQLException {
        new InsertedRows(DIALECT, entities.qualified(path), entities.columns(path)).add(connection, rows);
    }

    private List<Map<String, Object>> rows(String path) throws SQLException {
        return ShownRows.of(connection, "select * from " + entities.qualified(path) + " order by all", 100);
    }

    @Test
    void rowsBecomeWhatTheTableHas() throws SQLException {
        execute("create table t (id bigint, price decimal(20, 4), made timestamptz, day date, tags varchar[],"
                + " \"the place\" struct(city varchar, zip integer), note varchar default 'none', ok boolean)");
        Map<String, Object> whole = new HashMap<>(Map.of(
                "id",
                1,
                "price",
                new BigDecimal("1234567890123456.7891"),
                "made",
                "2026-11-23T10:00:00.123456Z",
                "day",
                "2026-11-23",
                "tags",
                List.of("a", "it's"),
                "the place",
                Map.of("city", "Köln", "zip", 50667)));
        whole.put("ok", null);
        insert("main/t", List.of(whole, Map.of("id", 2)));
        insert("main/t", List.of(Map.of("id", 3, "price", "99999999999999.0001")));

        List<Map<String, Object>> rows = rows("main/t");
        assertThat(rows).extracting(row -> row.get("id")).containsExactly(1, 2, 3);
        assertThat(rows.get(0))
                .containsEntry("tags", List.of("a", "it's"))
                .containsEntry("the place", Map.of("city", "Köln", "zip", 50667))
                .containsEntry("note", "none")
                .containsEntry("ok", null);
        assertThat(ShownRows.of(connection, "select price::varchar as p, epoch_us(made) as us from t order by id", 9))
                .extracting(row -> row.get("p") + " " + row.get("us"))
                .containsExactly("1234567890123456.7891 1795428000123456", "null null", "99999999999999.0001 null");
    }

    @Test
    void whatIsWrongIsNamedAndNothingIsThereAfterwards() throws SQLException {
        execute("create table t (id integer not null, day date)");
        refused(
                () -> insert("main/t", List.of(Map.of("id", 1), Map.of("idd", 2))),
                "rows[1].idd",
                "is no column of the table");
        refused(() -> insert("main/t", List.of(Map.of(), Map.of())), "rows", "have no values");
        refused(() -> insert("main/t", List.of(Map.of("id", 1), Map.of("id", "two"))), "rows", "does not take");
        refused(() -> insert("main/t", List.of(Map.of("id", 1), Map.of("id", 1L << 40))), "rows", "does not take");
        refused(() -> insert("main/t", List.of(Map.of("day", "2026-02-30", "id", 1))), "rows", "does not take");
        refused(() -> insert("main/t", List.of(Map.of("id", 1), Map.of("day", "2026-02-20"))), "rows", "does not take");
        assertThat(rows("main/t")).isEmpty();
    }

    private static void refused(ThrowingCallable insert, String field, String message) {
        assertThatThrownBy(insert).isInstanceOfSatisfying(ProblemException.class, problem -> {
            List<?> errors = (List<?>) problem.properties().get("errors");
            FieldProblem error = (FieldProblem) errors.get(0);
            assertThat(error.field()).isEqualTo(field);
            assertThat(error.message()).contains(message);
        });
    }

    @Test
    void aThousandRowsAreOneStatement() throws SQLException {
        execute("create table t (id bigint)");
        insert(
                "main/t",
                IntStream.range(0, 1000)
                        .mapToObj(id -> Map.<String, Object>of("id", id))
                        .toList());
        assertThat(ShownRows.of(connection, "select count(*) as n, sum(id) as s from t", 1))
                .containsExactly(Map.of("n", 1000, "s", 499500));
    }
}
