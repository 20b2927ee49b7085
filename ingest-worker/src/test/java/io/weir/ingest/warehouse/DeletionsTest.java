package io.weir.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.decode.Decoder;
import io.weir.ingest.decode.Decoding;
import io.weir.ingest.decode.JsonFormat;
import io.weir.ingest.decode.QueriedRows;
import io.weir.ingest.decode.RowOrder;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.stage.StagedRecords;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is remembered of keys that were deleted, and whose it is. */
class DeletionsTest extends InWarehouse {

    private static final List<String> KEYS = List.of("id");

    DeletionsTest() {
        super(new WarehouseLimits("256MB", 2, "16MB"));
    }

    /** Has a pipeline write an event of key 1. */
    private void write(String pipeline, String table, RowWriter rows, int at, boolean deletes) throws SQLException {
        try (WarehouseSink sink = new WarehouseSink(warehouse, Owner.of(pipeline), table, rows)) {
            sink.claim(Set.of(0));
            Decoder decoder = new Decoder(
                    connection,
                    new Decoding(JsonFormat.INFERRED, List.of("id", "at"), RowOrder.READ),
                    sink.columns(),
                    folder.resolve("p.json"),
                    folder.resolve("a.json"));
            sink.write(decoder.decode(StagedRecords.of(
                    folder,
                    0,
                    sink.owned().get(0).sequence() + 1,
                    "{\"id\":1,\"at\":" + at + ",\"gone\":" + deletes + "}")));
        }
    }

    private static MergedRows merged(String pipeline) {
        return new MergedRows(pipeline, KEYS, "at", "gone");
    }

    private static HistoryRows versions() {
        return new HistoryRows(KEYS, "at", "gone");
    }

    private List<String> rows(String query) throws SQLException {
        return QueriedRows.of(connection, query);
    }

    @ParameterizedTest
    @CsvSource({"orders, main.orders", "main.Orders, orders", "Orders, orders", "shop.orders, Shop.ORDERS"})
    void anEventOfBeforeADeletionIsEndedByItHoweverTheTableIsSpelled(String one, String other) throws SQLException {
        write("one", one, versions(), 20, true);
        write("other", other, versions(), 10, false);

        assertThat(rows("select id, __start_at, __end_at from " + one)).containsExactly("1|10|20");
    }

    @Test
    void whatWasRememberedByTheOtherSpellingInVersionsBeforeIsKnown() throws SQLException {
        execute("create table weir.\"deletions/main.Orders/id/at\" as select 1::bigint as id, 20::bigint as \"at\"");
        write("one", "orders", versions(), 30, false);
        write("one", "orders", versions(), 10, false);

        assertThat(rows("select id, __start_at, __end_at from orders order by 2"))
                .containsExactly("1|10|20", "1|30|null");
        assertThat(rows("select table_name from duckdb_tables() where table_name like 'dele%'"))
                .containsExactly("deletions/orders/id/at");
    }

    @Test
    void whatAPipelineRememberedInVersionsBeforeIsKnown() throws SQLException {
        execute("create table weir.\"deleted/One/id/at\" as select 1::bigint as id, 20::bigint as \"at\"");
        write("One", "orders", merged("One"), 10, false);
        assertThat(rows("from orders")).isEmpty();

        write("One", "orders", merged("One"), 30, false);
        assertThat(rows("select id, \"at\" from orders")).containsExactly("1|30");
        assertThat(rows("select table_name from duckdb_tables() where table_name like 'dele%'"))
                .containsExactly("deleted from orders by ^One/id/at");
    }

    @ParameterizedTest
    @CsvSource({"one, One", "one, one"})
    void whatWasDeletedFromATableDeletesNothingFromAnother(String one, String other) throws SQLException {
        write(one, "shop.orders", merged(one), 20, true);
        write(other, "shop.others", merged(other), 10, false);

        assertThat(rows("select id, \"at\" from shop.others")).containsExactly("1|10");
    }
}
