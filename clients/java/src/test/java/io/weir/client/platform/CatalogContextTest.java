package io.weir.client.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.client.call.SchemaName;
import io.weir.client.call.Variables;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which table a name means; the tests of the other clients ask the same of theirs. */
class CatalogContextTest {

    @ParameterizedTest
    @CsvSource({
        "weir, default, orders, orders",
        "weir, default, sales.orders, sales.orders",
        "weir, default, weir.default.orders, orders",
        "weir, default, weir.sales.orders, sales.orders",
        "weir, sales, orders, sales.orders",
        "weir, sales, default.orders, orders",
        "lake, default, orders, lake.default.orders",
        "lake, sales, orders, lake.sales.orders",
        "lake, sales, raw.orders, lake.raw.orders",
        "lake, sales, weir.default.orders, orders",
        "lake, sales, a..b, a..b",
        "lake, sales, a.b.c.d, a.b.c.d"
    })
    void aNameMeansATable(String database, String schema, String name, String table) {
        CatalogContext context = new CatalogContext();
        context.use(new SchemaName(database, schema));
        assertThat(context.table(name)).isEqualTo(table);
    }

    @Test
    void theEnvironmentSaysWhichIsInUse() {
        assertThat(CatalogContext.of(new Variables(Map.of())).current()).isEqualTo(new SchemaName("weir", "default"));
        Variables said = new Variables(Map.of("WEIR_DATABASE", "lake", "WEIR_SCHEMA", "", "DATLAKE_SCHEMA", "sales"));
        assertThat(CatalogContext.of(said).current()).isEqualTo(new SchemaName("lake", "sales"));
    }

    @Test
    void whatPeopleHaveOfDeltaStreamIsHeardWhereOursIsNotSaid() {
        Map<String, String> theirs = Map.of(
                "DELTASTREAM_DATABASE_NAME", "lake",
                "DELTASTREAM_SCHEMA_NAME", "sales",
                "DELTASTREAM_STORE_NAME", "kafka",
                "DATLAKE_DATABASE", "other");
        assertThat(CatalogContext.of(new Variables(theirs)).current()).isEqualTo(new SchemaName("lake", "sales"));
        assertThat(StoreContext.of(new Variables(theirs)).current()).isEqualTo("kafka");
        Map<String, String> both = new HashMap<>(theirs);
        both.putAll(Map.of("WEIR_DATABASE", "own", "WEIR_STORE", "broker"));
        assertThat(CatalogContext.of(new Variables(both)).current()).isEqualTo(new SchemaName("own", "sales"));
        assertThat(StoreContext.of(new Variables(both)).current()).isEqualTo("broker");
        assertThat(StoreContext.of(new Variables(Map.of())).current()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"sales, lake, sales", "weir.sales, weir, sales"})
    void aNameMeansASchema(String name, String database, String schema) {
        CatalogContext context = new CatalogContext();
        context.use(SchemaName.defaultOf("lake"));
        assertThat(context.schema(name)).isEqualTo(new SchemaName(database, schema));
    }
}
