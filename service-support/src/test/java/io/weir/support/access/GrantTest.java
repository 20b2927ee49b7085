package io.weir.support.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantTest {

    @ParameterizedTest
    @CsvSource({
        "SELECT,    orders,  SELECT,    orders,   true",
        "SELECT,    orders,  USAGE,     orders,   true",
        "SELECT,    orders,  INSERT,    orders,   false",
        "INSERT,    orders,  SELECT,    orders,   false",
        "USAGE,     orders,  SELECT,    orders,   false",
        "MANAGE,    orders,  INSERT,    orders,   true",
        "MANAGE,    orders,  OWNERSHIP, orders,   false",
        "OWNERSHIP, orders,  MANAGE,    orders,   true",
        "SELECT,    orders,  SELECT,    orders2,  false",
        "SELECT,    orders,  SELECT,    *,        false",
        "SELECT,    orders,  SELECT,    orders*,  false",
        "SELECT,    sales.*, SELECT,    sales.a,  true",
        "SELECT,    sales.*, SELECT,    sales.a*, true",
        "SELECT,    sales.*, SELECT,    sales*,   false",
        "SELECT,    sales.*, SELECT,    *,        false",
        "SELECT,    *,       SELECT,    *,        true",
        "SELECT,    *,       SELECT,    a,        true",
    })
    void opensItsOwnAndWhatItIncludes(Privilege held, String on, Privilege wanted, String name, boolean opens) {
        Grant grant = new Grant(held, ResourceKind.TABLE, on, false);
        assertThat(grant.opens(wanted, ResourceKind.TABLE, name)).isEqualTo(opens);
        assertThat(grant.opens(wanted, ResourceKind.STORE, name)).isFalse();
        assertThat(new Grant(held, ResourceKind.TABLE, on, true).handsOut(wanted, ResourceKind.TABLE, name))
                .isEqualTo(opens);
        assertThat(grant.handsOut(wanted, ResourceKind.TABLE, name)).isEqualTo(opens && held == Privilege.OWNERSHIP);
    }

    @ParameterizedTest
    @CsvSource({
        "SCHEMA,   sales,       TABLE,  sales.orders,        true",
        "SCHEMA,   weir.sales,  TABLE,  sales.orders,        true",
        "SCHEMA,   weir.sales,  TABLE,  weir.sales.orders,   true",
        "SCHEMA,   weir.sales,  TABLE,  shop.sales.orders,   false",
        "SCHEMA,   weir.sales,  TABLE,  orders,              false",
        "SCHEMA,   weir.sales,  TABLE,  sales2.orders,       false",
        "SCHEMA,   default,     TABLE,  orders,              true",
        "SCHEMA,   default,     TABLE,  default.orders,      true",
        "SCHEMA,   default,     TABLE,  a..b,                true",
        "SCHEMA,   shop.sales,  TABLE,  shop.sales.orders,   true",
        "SCHEMA,   shop.sales,  TABLE,  shop.sales.a.b,      true",
        "SCHEMA,   shop.sales,  TABLE,  shop.sales.or*,      true",
        "SCHEMA,   shop.sales,  TABLE,  shop.sale*,          false",
        "SCHEMA,   weir.sales,  TABLE,  sales.*,             false",
        "SCHEMA,   shop.*,      TABLE,  shop.sales.orders,   true",
        "SCHEMA,   shop.*,      TABLE,  sales.orders,        false",
        "SCHEMA,   *,           TABLE,  *,                   true",
        "SCHEMA,   shop.sales,  SCHEMA, shop.sales,          true",
        "SCHEMA,   shop.sales,  SCHEMA, shop.sales2,         false",
        "SCHEMA,   shop.sales,  DATABASE, shop,              false",
        "DATABASE, shop,        TABLE,  shop.sales.orders,   true",
        "DATABASE, shop,        TABLE,  shop.orders,         false",
        "DATABASE, weir,        TABLE,  orders,              true",
        "DATABASE, weir,        TABLE,  sales.orders,        true",
        "DATABASE, shop,        SCHEMA, shop.sales,          true",
        "DATABASE, shop,        SCHEMA, shop.*,              true",
        "DATABASE, shop,        SCHEMA, *,                   false",
        "DATABASE, shop,        SCHEMA, shopping.sales,      false",
        "DATABASE, *,           SCHEMA, *,                   true",
        "DATABASE, *,           TABLE,  sales.*,             true",
        "DATABASE, sh*,         TABLE,  shop.sales.orders,   true",
        "TABLE,    default.orders, TABLE, orders,            true",
        "TABLE,    sales.orders, TABLE, weir.sales.orders,   true",
        "TABLE,    sales.orders, SCHEMA, sales,              false",
        "DATABASE, *,           STORE,  lake,                false",
    })
    void opensWhatIsInADatabaseOrASchema(
            ResourceKind held, String on, ResourceKind wanted, String name, boolean opens) {
        Grant grant = new Grant(Privilege.SELECT, held, on, true);
        assertThat(grant.opens(Privilege.SELECT, wanted, name)).isEqualTo(opens);
        assertThat(grant.handsOut(Privilege.SELECT, wanted, name)).isEqualTo(opens);
        assertThat(grant.opens(Privilege.INSERT, wanted, name)).isFalse();
    }
}
