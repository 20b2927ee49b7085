package io.weir.support.tracing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A pool whose connections leave a span of each statement, while they are used for a request that is traced. */
final class TracedDataSource extends DelegatingDataSource {

    private final Supplier<Spans> spans;

    /** @param spans asked for late: a pool is made before most else */
    TracedDataSource(DataSource pool, Supplier<Spans> spans) {
        super(pool);
        this.spans = spans;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return traced(super.getConnection());
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return traced(super.getConnection(username, password));
    }

    private Connection traced(Connection connection) {
        Spans used = spans.get();
        return used.isTraced() ? TracedJdbc.connection(connection, used) : connection;
    }
}
