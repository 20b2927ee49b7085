package io.weir.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.Decoder;
import io.weir.ingest.decode.Decoding;
import io.weir.ingest.decode.JsonFormat;
import io.weir.ingest.decode.QueriedRows;
import io.weir.ingest.decode.RefusedRecord;
import io.weir.ingest.decode.RowOrder;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.stage.StagedRecords;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a table says of its rows, put to the records of a batch. */
class TableRefusalsTest extends InWarehouse {

    TableRefusalsTest() {
        super(new WarehouseLimits("256MB", 2, "16MB"));
    }

    private List<String> refused(String table, RowWriter writer, List<String> required, String... records)
            throws SQLException {
        try (WarehouseSink sink = new WarehouseSink(warehouse, Owner.of("p"), table, writer)) {
            sink.claim(Set.of(0));
            DecodedBatch traced = new Decoder(
                            connection,
                            new Decoding(JsonFormat.INFERRED, required, RowOrder.READ),
                            sink.columns(),
                            folder.resolve("p.json"),
                            folder.resolve("a.json"))
                    .trace(StagedRecords.of(folder, 0, 0, records));
            List<RefusedRecord> refused = sink.refused(traced);
            if (!refused.isEmpty()) {
                sink.write(traced.rejecting(refused));
                assertThat(sink.owned().get(0).deadLettered()).isEqualTo(refused.size());
            }
            return refused.stream()
                    .map(record -> record.ordinal() + " " + record.reason())
                    .toList();
        }
    }

    private List<String> refused(String table, String... records) throws SQLException {
        return refused(table, new AppendedRows(), List.of(), records);
    }

    private List<String> rows(String query) throws SQLException {
        return QueriedRows.of(connection, query);
    }

    @Test
    void aRowIsToldByTheFirstThingThatItIsNot() throws SQLException {
        execute("create schema shop");
        execute("create table shop.orders (id bigint not null, \"the n\" bigint, other bigint default 3,"
                + " check (\"the n\" > 0 and orders.id > 0), check (other = 3))");

        assertThat(refused(
                        "shop.orders",
                        "{\"id\":null,\"the n\":0}",
                        "{\"id\":1,\"the n\":0}",
                        "{\"id\":2,\"the n\":null}",
                        "{\"id\":3,\"the n\":1,\"other\":4}",
                        "{\"id\":4,\"the n\":1,\"other\":3}"))
                .containsExactly(
                        "0 the table takes no null in column id",
                        "1 breaks CHECK(((\"the n\" > 0) AND (orders.id > 0))) of the table",
                        "3 breaks CHECK((other = 3)) of the table");
        assertThat(rows("select id from shop.orders order by all")).containsExactly("2", "4");
    }

    @Test
    void whatACheckCannotBeWorkedOutForIsRefused() throws SQLException {
        execute("create table t (v varchar check (cast(v as integer) > 0))");

        assertThat(refused("t", "{\"v\":\"1\"}", "{\"v\":\"x\"}", "{\"v\":null}", "{\"v\":\"0\"}"))
                .containsExactly(
                        "1 breaks CHECK((CAST(v AS INTEGER) > 0)) of the table",
                        "3 breaks CHECK((CAST(v AS INTEGER) > 0)) of the table");
    }

    /** DuckDB works out once what stands in several places, before any of them is asked for. */
    @Test
    void whatSeveralChecksCannotBeWorkedOutForIsRefused() throws SQLException {
        execute("create table t (v varchar, check (v::int > 0 and v::int < 9), check (v::int <> 5))");

        assertThat(refused(
                        "t",
                        "{\"v\":\"1\"}",
                        "{\"v\":\"x\"}",
                        "{\"v\":null}",
                        "{\"v\":\"9\"}",
                        "{\"v\":\"5\"}",
                        "{\"v\":\"y\"}"))
                .extracting(refusal -> refusal.substring(0, 1))
                .containsExactly("1", "3", "4", "5");
    }

    @Test
    void anExpressionOfAnIndexMayHaveCommas() throws SQLException {
        execute("create table t (a varchar, \"b, c\" varchar)");
        execute("create unique index either on t (coalesce(a, \"b, c\", 'x, [y]'), lower(a))");
        execute("create unique index quoted on t (\"b, c\")");
        execute("insert into t values ('1', '2')");

        assertThat(refused("t", "{\"a\":\"1\",\"b, c\":\"3\"}", "{\"a\":\"4\",\"b, c\":\"2\"}"))
                .containsExactly(
                        "0 the table has a row of the same unique index either already",
                        "1 the table has a row of the same unique index quoted already");
    }

    @Test
    void ofRowsWithAKeyInCommonTheFirstIsTakenAndNoNullIsEqualToAnother() throws SQLException {
        execute("create table t (a bigint, b varchar, unique (a, b))");
        execute("create unique index lowered on t (lower(b), a)");
        execute("insert into t values (1, 'x')");

        assertThat(refused(
                        "t",
                        "{\"a\":1,\"b\":\"x\"}",
                        "{\"a\":2,\"b\":\"x\"}",
                        "{\"a\":2,\"b\":\"X\"}",
                        "{\"a\":2,\"b\":\"x\"}",
                        "{\"a\":null,\"b\":\"x\"}",
                        "{\"a\":null,\"b\":\"x\"}"))
                .containsExactly(
                        "0 the table has a row of the same UNIQUE(a, b) already",
                        "2 the table has a row of the same unique index lowered already",
                        "3 the table has a row of the same UNIQUE(a, b) already");
        assertThat(rows("select count(*) from t")).containsExactly("4");
    }

    /** The second stands in the way of the third only if the first does not stand in its own. */
    @Test
    void noRowIsRefusedForOneThatIsRefusedItself() throws SQLException {
        execute("create table t (a bigint unique, b bigint unique)");

        assertThat(refused("t", "{\"a\":1,\"b\":1}", "{\"a\":1,\"b\":2}", "{\"a\":2,\"b\":2}"))
                .containsExactly("1 the table has a row of the same UNIQUE(a) already");
        assertThat(rows("select a, b from t order by all")).containsExactly("1|1", "2|2");
    }

    @Test
    void aRowThatRefersToNoneIsRefused() throws SQLException {
        execute("create table shops (name varchar primary key)");
        execute("insert into shops values ('x')");
        execute("create table t (id bigint, shop varchar references shops (name))");

        assertThat(refused("t", "{\"id\":1,\"shop\":\"x\"}", "{\"id\":2,\"shop\":\"y\"}", "{\"id\":3,\"shop\":null}"))
                .containsExactly("1 breaks FOREIGN KEY (shop) REFERENCES shops(\"name\") of the table");
    }

    @Test
    void aTableThatIsReferredToMayHaveADotInItsName() throws SQLException {
        execute("create table \"the.shops\" (name varchar primary key)");
        execute("insert into \"the.shops\" values ('x')");
        execute("create table t (shop varchar references \"the.shops\" (name))");

        assertThat(refused("t", "{\"shop\":\"y\"}", "{\"shop\":\"x\"}"))
                .singleElement()
                .asString()
                .startsWith("0 breaks FOREIGN KEY (shop)");
    }

    @Test
    void ofWhatIsMergedTheRowsThatGoAreInNobodysWay() throws SQLException {
        execute("create table t (id bigint primary key, mail varchar unique)");
        execute("insert into t values (1, 'a'), (2, 'b'), (3, 'c')");

        assertThat(refused(
                        "t",
                        new MergedRows("p", List.of("id"), null, null),
                        List.of("id"),
                        "{\"id\":1,\"mail\":\"b\"}",
                        "{\"id\":2,\"mail\":\"a\"}",
                        "{\"id\":4,\"mail\":\"c\"}"))
                .containsExactly("2 the table has a row of the same UNIQUE(mail) already");
        assertThat(rows("select id, mail from t order by all")).containsExactly("1|b", "2|a", "3|c");
    }

    @Test
    void versionsOfARowAreAskedForToo() throws SQLException {
        execute(
                "create table t (id bigint, \"at\" bigint, n bigint check (n > 0), __start_at bigint, __end_at bigint)");

        assertThat(refused(
                        "t",
                        new HistoryRows(List.of("id"), "at", null),
                        List.of("id", "at"),
                        "{\"id\":1,\"at\":1,\"n\":1}",
                        "{\"id\":1,\"at\":2,\"n\":0}",
                        "{\"id\":1,\"at\":3,\"n\":2}"))
                .containsExactly("1 breaks CHECK((n > 0)) of the table");
        assertThat(rows("select n, __start_at, __end_at from t order by all")).containsExactly("1|1|3", "2|3|null");
    }

    @Test
    void aTableThatSaysNothingRefusesNothing() throws SQLException {
        assertThat(refused("unmade", "{\"id\":1}")).isEmpty();
        execute("create table t (id bigint)");
        assertThat(refused("t", "{\"id\":null}")).isEmpty();
    }
}
