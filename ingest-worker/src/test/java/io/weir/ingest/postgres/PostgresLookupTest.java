package io.weir.ingest.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeNames;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.store.StoreAddress;
import io.weir.ingest.transform.Reference;
import io.weir.ingest.transform.References;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records that are looked up in an application's database. */
class PostgresLookupTest {

    private final ApplicationDatabase database = new ApplicationDatabase();
    private Connection duck;

    @BeforeEach
    void open() throws SQLException {
        duck = DriverManager.getConnection("jdbc:duckdb:");
    }

    @AfterEach
    void close() throws SQLException {
        duck.close();
        database.close();
    }

    private References references(StoreAddress store, Reference... references) {
        PostgresTables tables = new PostgresTables(
                name -> name.equals("shop") ? Optional.of(store) : Optional.empty(), database.stores());
        return new References(duck, List.of(references), tables);
    }

    private static Reference reference(String table, Map<String, String> on, String columns) {
        return new Reference("found", "shop", table, on, (StructType) TypeNames.parse("STRUCT(" + columns + ")"));
    }

    /** What is found for each record, in their order. */
    private List<String> found(String records, Reference reference) throws SQLException {
        try (References references = references(database.store(), reference);
                Statement statement = duck.createStatement()) {
            assertThat(references.obstacle(reference)).isEmpty();
            statement.execute("create or replace temp table records as " + records);
            List<String> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(
                    "select found::varchar from " + references.join("records") + " order by ordinal")) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        }
    }

    @Test
    void eachRecordHasItsRowOrNone() throws SQLException {
        database.execute(
                "create table customers (id integer primary key, name text, rate numeric(20, 4), tags text[],"
                        + " since timestamptz, ok boolean)",
                "insert into customers values (1, 'Ann O''Hara', 1234567890123456.7891, '{a,\"b c\"}',"
                        + " '2026-11-23T10:00:00.123456Z', true), (2, null, null, '{}', null, false)");
        assertThat(found(
                        "select unnest([0, 1, 2, 3, 4, 5]) as ordinal,"
                                + " unnest(['1', '2', '1', 'x', null, '99999999999']) as customer",
                        reference(
                                "customers",
                                Map.of("id", "customer"),
                                "name VARCHAR, rate DECIMAL(20, 4), tags VARCHAR[], since TIMESTAMPTZ, ok BOOLEAN")))
                .satisfiesExactly(
                        row -> assertThat(row)
                                .contains("Ann O", "1234567890123456.7891", "[a, b c]", "10:00:00.123456", "true"),
                        row -> assertThat(row).contains("'name': NULL", "'tags': []", "false"),
                        row -> assertThat(row).contains("Ann O"),
                        row -> assertThat(row).isNull(),
                        row -> assertThat(row).isNull(),
                        row -> assertThat(row).isNull());
    }

    @Test
    void keysOfSeveralColumnsAndTypesAreComparedAsTheyAre() throws SQLException {
        database.execute(
                "create table prices (shop varchar(20), item uuid, price integer)",
                "insert into prices values ('a', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 5),"
                        + " ('A', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 7), ('a''b', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 9)");
        Map<String, String> on = new LinkedHashMap<>();
        on.put("shop", "s");
        on.put("item", "i");
        assertThat(found(
                        "select unnest([0, 1, 2, 3, 4]) as ordinal, unnest(['A', 'a''b', 'a', chr(0), 'a']) as s,"
                                + " unnest(['A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',"
                                + " 'no uuid', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',"
                                + " 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11']) as i",
                        reference("prices", on, "price INTEGER")))
                .containsExactly("{'price': 7}", "{'price': 9}", null, null, "{'price': 5}");
    }

    /** As what comes in records is refused then; a row has no letter of its own. */
    @Test
    void aValueThatSaysMoreThanItsTypeHoldsIsNull() throws SQLException {
        database.execute(
                "create table notes (id bigint, day text, price text, pieces text, since timestamptz, prices text[])",
                "insert into notes values (1, '2026-01-31 often', '1.239', '1.5', '2026-01-31T10:00:00Z', '{1.239,1.20}'),"
                        + " (2, '2026-01-31', '1.230', '2.0', '2026-01-31T00:00:00Z', '{1.23}')");
        String columns = "day DATE, price DECIMAL(9,2), pieces INTEGER, since %s, prices DECIMAL(9,2)[]";
        String records = "select unnest([0, 1]) as ordinal, unnest([1, 2]) as n";
        Map<String, String> on = Map.of("id", "n");
        assertThat(found(records, reference("notes", on, columns.formatted("TIMESTAMP"))))
                .containsExactly(
                        "{'day': NULL, 'price': NULL, 'pieces': NULL, 'since': '2026-01-31 10:00:00', 'prices': [NULL, 1.20]}",
                        "{'day': 2026-01-31, 'price': 1.23, 'pieces': 2, 'since': '2026-01-31 00:00:00', 'prices': [1.23]}");
        assertThat(found(records, reference("notes", on, columns.formatted("DATE"))))
                .satisfiesExactly(row -> assertThat(row).contains("'since': NULL"), row -> assertThat(row)
                        .contains("'since': 2026-01-31"));
    }

    /** PostgreSQL tells an instant in the zone of whoever asks, and a TIMESTAMP has none. */
    @Test
    void anInstantIsToldInUtcWhereverTheWorkerIs() throws SQLException {
        database.execute(
                "create table moments (id bigint, at timestamptz)",
                "insert into moments values (1, '2026-07-01T10:00:00Z')");
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
        try {
            assertThat(found("select 0 as ordinal, 1 as n", reference("moments", Map.of("id", "n"), "at TIMESTAMP")))
                    .containsExactly("{'at': '2026-07-01 10:00:00'}");
        } finally {
            TimeZone.setDefault(before);
        }
    }

    /** Half of the number is no other number. */
    @Test
    void aKeyIsNotRounded() throws SQLException {
        database.execute("create table rounded (id bigint, name text)", "insert into rounded values (2, 'two')");
        assertThat(found(
                        "select unnest([0, 1, 2]) as ordinal, unnest(['1.5', '2', '2.0']) as n",
                        reference("rounded", Map.of("id", "n"), "name VARCHAR")))
                .containsExactly(null, "{'name': two}", "{'name': two}");
    }

    @Test
    void columnsThatMayBeReadAreEnough() throws SQLException {
        database.execute(
                "create table people (id bigint, name text, salary bigint)",
                "insert into people values (1, 'a', 5)",
                "revoke all on people from current_user",
                "grant select (id, name) on people to current_user");
        assertThat(found("select 0 as ordinal, 1 as n", reference("people", Map.of("id", "n"), "name VARCHAR")))
                .containsExactly("{'name': a}");
        assertThat(obstacle("people", "id", "salary")).contains("has no column salary");
    }

    @Test
    void ofSeveralRowsOfAKeyOneIsFoundEachTime() throws SQLException {
        database.execute(
                "create table twice (id bigint, name text)", "insert into twice values (1, 'b'), (1, 'a'), (1, 'c')");
        for (int time = 0; time < 5; time++) {
            assertThat(found("select 0 as ordinal, 1 as n", reference("shop.twice", Map.of("id", "n"), "name VARCHAR")))
                    .containsExactly("{'name': a}");
        }
    }

    @Test
    void aBatchAsksForItsKeysOnceAndForNoOthers() throws SQLException {
        database.execute(
                "create table numbers (id bigint primary key, square bigint)",
                "insert into numbers select n, n * n from generate_series(1, 20000) n");
        assertThat(found(
                        "select range as ordinal, range % 4500 as n from range(9000)",
                        reference("numbers", Map.of("id", "n"), "square BIGINT")))
                .hasSize(9000)
                .startsWith(null, "{'square': 1}", "{'square': 4}")
                .endsWith("{'square': " + 4499L * 4499 + "}");
        try (Statement statement = duck.createStatement();
                ResultSet fetched = statement.executeQuery("select count(*) from weir_fetched_reference0")) {
            fetched.next();
            assertThat(fetched.getInt(1)).isEqualTo(4499);
        }
    }

    @Test
    void aConnectionThatBreaksIsMadeAnewAndOneThatIsNotNeededIsClosed() throws SQLException {
        database.execute("create table t (id bigint, name text)", "insert into t values (1, 'a')");
        Reference reference = reference("t", Map.of("id", "n"), "name VARCHAR");
        try (References references = references(database.store(), reference);
                Statement statement = duck.createStatement()) {
            statement.execute("create temp table records as select 1 as n");
            references.obstacle(reference);
            references.join("records");
            assertThat(database.connected()).isEqualTo(1);
            // Waits for its end: until then it counts, and may even answer.
            database.execute("select pg_terminate_backend(pid, 60000) from pg_stat_activity"
                    + " where application_name = 'weir' and datname = current_database()");
            references.join("records");
            assertThat(database.connected()).isEqualTo(1);
        }
        await().until(() -> database.connected() == 0);
    }

    @Test
    void whatCannotBeLookedUpInIsSaid() throws SQLException {
        database.execute(
                "create table t (id numeric, at date, name text)",
                "create table hidden (id bigint)",
                "revoke all on hidden from current_user");
        assertThat(obstacle("absent", "id", "name")).contains("has none that its user may read");
        assertThat(obstacle("hidden", "id", "id")).contains("has none that its user may read");
        assertThat(obstacle("pg_authid'; drop table t", "id", "id")).contains("has none that its user may read");
        assertThat(obstacle("t", "nope", "name")).contains("has no column nope");
        assertThat(obstacle("t", "name", "nope")).contains("has no column nope");
        assertThat(obstacle("t", "id", "name")).contains("of a type that nothing is looked up by");
    }

    private String obstacle(String table, String key, String column) throws SQLException {
        Reference reference = reference(table, Map.of(key, "n"), column + " VARCHAR");
        try (References references = references(database.store(), reference)) {
            return references.obstacle(reference).orElseThrow();
        }
    }

    @Test
    void aDatabaseThatIsAwayIsWaitedForAndOneThatRefusesIsNot() {
        Reference reference = reference("t", Map.of("id", "n"), "name VARCHAR");
        assertThatThrownBy(() -> references(database.store(Map.of(StoreAddress.ADDRESS, "127.0.0.1:1")), reference)
                        .obstacle(reference))
                .isInstanceOfSatisfying(SourceException.class, away -> assertThat(away.isLasting())
                        .isFalse());
        assertThatThrownBy(() -> references(database.store(Map.of(StoreAddress.USERNAME, "nobody")), reference)
                        .obstacle(reference))
                .isInstanceOfSatisfying(SourceException.class, refused -> assertThat(refused.isLasting())
                        .isTrue())
                .hasMessageContaining("store shop");
    }
}
