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
}
