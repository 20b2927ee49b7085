package io.weir.ingest.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.pipeline.DryRunLimits;
import io.weir.ingest.postgres.ApplicationDatabase;
import io.weir.ingest.store.Entity;
import io.weir.ingest.store.EntityKind;
import io.weir.ingest.store.EntityPage;
import io.weir.ingest.store.StoreAddress;
import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people look through of a database, and the rows that they add. */
class PostgresEntitiesTest {

    private static final DryRunLimits TEN = new DryRunLimits(10, Duration.ofMinutes(1));

    private final ApplicationDatabase database = new ApplicationDatabase();
    private final StoreEntities entities = new TableEntities(List.of(new PostgresTableStores(database.stores())));
    private final StoreAddress store = database.store();

    @AfterEach
    void drop() {
        database.close();
    }

    private List<Entity> all(String schema, String prefix, int limit) {
        List<Entity> seen = new ArrayList<>();
        String from = "";
        do {
            EntityPage page = entities.list(store, schema, prefix, from, limit);
            seen.addAll(page.entities());
            from = page.next();
        } while (!from.isEmpty());
        return seen;
    }

    @Test
    void schemasHoldTablesAndViewsAndThoseOfTheServerAreHidden() throws SQLException {
        database.execute(
                "create table orders (id bigint, day date) partition by range (day)",
                "create table orders_2026 partition of orders for values from ('2026-01-01') to ('2027-01-01')",
                "create table \"Zoo\" (id bigint)",
                "create table \"a/b \"\"c\"\"\" (id bigint)",
                "create view recent as select * from orders",
                "create materialized view summed as select count(*) from orders",
                "create index on orders (id)",
                "create sequence numbers",
                "create table hidden (id bigint)",
                "revoke all on hidden from current_user");
        Entity schema = new Entity("shop", EntityKind.SCHEMA);
        for (int limit = 1; limit <= 6; limit++) {
            assertThat(all("", "", limit)).contains(schema).doesNotHaveDuplicates();
            assertThat(all("shop", "", limit))
                    .as("byte by byte, whatever the database's own order is")
                    .containsExactly(
                            new Entity("shop/Zoo", EntityKind.TABLE),
                            new Entity("shop/a/b \"c\"", EntityKind.TABLE),
                            new Entity("shop/orders", EntityKind.TABLE),
                            new Entity("shop/recent", EntityKind.VIEW),
                            new Entity("shop/summed", EntityKind.VIEW));
        }
        assertThat(all("", "sho", 10)).containsExactly(schema);
        assertThat(all("shop", "re", 10)).containsExactly(new Entity("shop/recent", EntityKind.VIEW));
        assertThat(all("pg_catalog", "", 10)).isEmpty();
        assertThat(all("absent", "", 10)).isEmpty();
        for (String hidden :
                List.of("pg_catalog", "pg_catalog/pg_authid", "shop/hidden", "shop/orders_2026", "shop/ORDERS")) {
            assertThat(entities.find(store, hidden)).as(hidden).isEmpty();
        }
        assertThat(entities.find(store, "shop").orElseThrow().kind()).isEqualTo(EntityKind.SCHEMA);
    }

    @Test
    void rowsBecomeWhatTheTableHasAndAreShown() throws SQLException {
        database.execute("create table t (id bigint primary key, price numeric(20, 4), made timestamptz, tags text[],"
                + " place jsonb, note text default 'none', twice bigint generated always as (id * 2) stored)");
        entities.insert(
                store,
                "shop/t",
                List.of(
                        Map.of(
                                "id",
                                1,
                                "price",
                                new BigDecimal("1234567890123456.7891"),
                                "made",
                                "2026-11-23T10:00:00.123456Z",
                                "tags",
                                List.of("a", "it's"),
                                "place",
                                Map.of("city", "Köln", "zip", new BigDecimal("12345678901234567890"))),
                        Map.of("id", 2)));

        EntityDetails details = entities.find(store, "shop/t").orElseThrow();
        assertThat(details.rows()).as("to count is to read them all").isNull();
        assertThat(details.columns())
                .startsWith(
                        new EntityDetails.Column("id", "bigint"), new EntityDetails.Column("price", "numeric(20,4)"));
        List<Map<String, Object>> rows =
                entities.sample(store, "shop/t", null, TEN).rows();
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0))
                .containsEntry("tags", List.of("a", "it's"))
                .containsEntry("note", "none")
                .containsEntry("twice", 2);
        assertThat(rows.get(0).toString()).contains("12345678901234567890").contains("Köln");
    }

    @Test
    void whatIsWrongIsNamedAndNothingIsThereAfterwards() throws SQLException {
        database.execute(
                "create table t (id integer primary key, day date, twice bigint generated always as (id * 2) stored)");
        refused(() -> insert(List.of(Map.of("id", 1), Map.of("idd", 2))), "rows[1].idd");
        refused(() -> insert(List.of(Map.of("id", 1), Map.of("id", "two"))), "rows");
        refused(() -> insert(List.of(Map.of("id", 1), Map.of("id", 1L << 40))), "rows");
        refused(() -> insert(List.of(Map.of("id", 1), Map.of("id", 1))), "rows");
        refused(() -> insert(List.of(Map.of("id", 1, "day", "2026-02-30"))), "rows");
        refused(() -> insert(List.of(Map.of("id", 1), Map.of("day", "2026-02-20"))), "rows");
        refused(() -> insert(List.of(Map.of("id", 1, "twice", 5))), "rows");
        assertThat(entities.sample(store, "shop/t", null, TEN).rows()).isEmpty();
    }

    private void insert(List<Map<String, Object>> rows) {
        entities.insert(store, "shop/t", rows);
    }

    private static void refused(ThrowingCallable insert, String field) {
        assertThatThrownBy(insert).isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(
                        problem.properties().get("errors").toString())
                .contains("field=" + field + ","));
    }

    @Test
    void whoMayNotIsToldSoAndWhoIsAwayIsWaitedFor() throws SQLException {
        database.execute(
                "create table t (id integer)",
                "revoke all on t from current_user",
                "grant select on t to current_user");
        assertThatThrownBy(() -> insert(List.of(Map.of("id", 1))))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.problem())
                        .isEqualTo(IngestProblem.SOURCE_UNREADABLE))
                .hasMessageContaining("permission denied");
        StoreAddress away = database.store(Map.of(StoreAddress.ADDRESS, "127.0.0.1:1"));
        assertThatThrownBy(() -> entities.list(away, "", "", "", 10))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.problem())
                        .isEqualTo(CommonProblem.UNAVAILABLE));
    }
}
