package io.weir.ingest.postgres;

import io.weir.ingest.dependency.Dependencies;
import io.weir.ingest.dependency.DependencySettings;
import io.weir.ingest.store.StoreAddress;
import io.weir.support.outbound.OutboundRules;
import io.weir.test.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Somebody's database in a real PostgreSQL, and a store of it. */
public final class ApplicationDatabase implements AutoCloseable {

    private final TestDatabase database = TestDatabase.create("shop");

    /** A store of it, with properties that are other than usual. */
    public StoreAddress store(Map<String, String> others) {
        Map<String, String> properties = new HashMap<>(Map.of(
                StoreAddress.ADDRESS,
                "127.0.0.1:" + database.port(),
                StoreAddress.DATABASE,
                database.username(),
                StoreAddress.USERNAME,
                database.username(),
                StoreAddress.PASSWORD,
                "secret:shop",
                StoreAddress.SSL_MODE,
                "disable"));
        properties.putAll(others);
        return new StoreAddress("shop", StoreAddress.POSTGRES, properties);
    }

    public StoreAddress store() {
        return store(Map.of());
    }

    /** Connects to this host only, with passwords that the platform keeps. */
    public PostgresStores stores() {
        return stores(database.password());
    }

    PostgresStores stores(String password) {
        return new PostgresStores(
                name -> password,
                new OutboundRules(List.of("127.0.0.1")),
                new Dependencies(DependencySettings.DEFAULTS));
    }

    public void execute(String... statements) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Workers' connections to it. */
    int connected() throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("select count(*) from pg_stat_activity"
                        + " where application_name = 'weir' and datname = current_database()")) {
            count.next();
            return count.getInt(1);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
