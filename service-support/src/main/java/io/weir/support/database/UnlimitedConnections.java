package io.weir.support.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Connections whose statements may take as long as they do. The server forgets its limit until they are closed for good. */
final class UnlimitedConnections extends DelegatingDataSource {

    UnlimitedConnections(DataSource pool) {
        super(pool);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("set statement_timeout = 0");
            // The pool sets it back.
            connection.setNetworkTimeout(Runnable::run, 0);
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
        return connection;
    }
}
