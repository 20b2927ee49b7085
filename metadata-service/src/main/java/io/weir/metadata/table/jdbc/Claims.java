package io.weir.metadata.table.jdbc;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The advisory lock that claims of names and places take their turn by. */
final class Claims {

    private static final long KEY = 0x77656972L;

    private Claims() {}

    /** Holds back every other claim until the caller's transaction ends. */
    static void await(JdbcClient jdbc) {
        jdbc.sql("select pg_advisory_xact_lock(?)").param(KEY).query().singleRow();
    }
}
