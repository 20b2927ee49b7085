package io.weir.benchmarks.lookup;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Orders of customers, in two tables of the role's own schema. */
public final class LookupTables {

    /** Least number of orders: fewer would not be ten different ones. */
    public static final long LEAST_ORDERS = 10;

    static final long ORDERS_OF_A_CUSTOMER = 10;

    private LookupTables() {}

    /**
     * Makes both anew, without anything left to be cleaned up.
     *
     * @throws SQLException if the role may not make tables
     */
    public static void make(DataSource database, long orders) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists lookup_order, lookup_customer");
            statement.execute("create table lookup_customer (id bigint primary key, name text not null)");
            statement.execute("""
                    create table lookup_order (id bigint primary key, customer bigint not null, number bigint not null,
                    cents bigint not null, note text not null)""");
            statement.execute("""
                    insert into lookup_customer select id, 'customer ' || id
                    from generate_series(0, %d) id""".formatted((orders - 1) / ORDERS_OF_A_CUSTOMER));
            statement.execute("""
                    insert into lookup_order
                    select id, id / %d, id %% %<d, id * 7 %% 10000, repeat(md5(id::text), 3)
                    from generate_series(0, %d) id""".formatted(ORDERS_OF_A_CUSTOMER, orders - 1));
            statement.execute("create index on lookup_order (customer, number) include (cents)");
            // An index alone answers only for pages that are known to be seen by all.
            statement.execute("vacuum analyze lookup_customer, lookup_order");
        }
    }
}
