package io.weir.benchmarks.lookup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Random;
import java.util.stream.LongStream;

/** Ways to ask for what one caller wants to see of {@link LookupTables}. Each finds what it asks for. */
public enum LookupShape {
    /** A row by its primary key. */
    KEY("select note from lookup_order where id = ?", 1),

    /** A row by an index of two columns. */
    TWO_COLUMNS("select note from lookup_order where customer = ? and number = ?", 1),

    /** Columns that the index itself holds. */
    INDEX_ONLY("select cents from lookup_order where customer = ? and number = ?", 1),

    /** Ten rows by their keys. */
    TEN_KEYS("select note from lookup_order where id = any(?)", 10),

    /** A row with the row that it refers to. */
    JOINED("""
            select c.name, o.cents from lookup_order o join lookup_customer c on c.id = o.customer
            where o.id = ?""", 1);

    private final String sql;
    private final int rows;

    LookupShape(String sql, int rows) {
        this.sql = sql;
        this.rows = rows;
    }

    /** Asks for something by chance. */
    void ask(Connection connection, Random random, long orders) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            choose(statement, random, orders);
            try (ResultSet found = statement.executeQuery()) {
                int seen = 0;
                while (found.next()) {
                    seen++;
                }
                if (seen != rows) {
                    throw new SQLException(this + " found " + seen + " rows, not " + rows);
                }
            }
        }
    }

    private void choose(PreparedStatement statement, Random random, long orders) throws SQLException {
        long order = random.nextLong(orders);
        switch (this) {
            case KEY, JOINED -> statement.setLong(1, order);
            case TWO_COLUMNS, INDEX_ONLY -> {
                statement.setLong(1, order / LookupTables.ORDERS_OF_A_CUSTOMER);
                statement.setLong(2, order % LookupTables.ORDERS_OF_A_CUSTOMER);
            }
            case TEN_KEYS -> statement.setArray(1, keys(statement.getConnection(), order, orders));
        }
    }

    /** As far from one another as can be. */
    private java.sql.Array keys(Connection connection, long first, long orders) throws SQLException {
        Object[] keys = LongStream.range(0, rows)
                .mapToObj(number -> (first + number * (orders / rows)) % orders)
                .toArray();
        return connection.createArrayOf("bigint", keys);
    }
}
