package io.weir.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.decode.QueriedRows;
import io.weir.ingest.sink.StaleOwnerException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransactionTest extends InWarehouse {

    TransactionTest() {
        super(new WarehouseLimits("256MB", 2, "16MB"));
    }

    @BeforeEach
    void make() throws SQLException {
        execute("create table t (a integer)");
    }

    private static int insertAndFindTheOwnerStale(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into t values (1)");
        }
        throw new StaleOwnerException("went to another");
    }

    private String rows() throws SQLException {
        try (Connection asking = warehouse.connect()) {
            return QueriedRows.of(asking, "select count(*) from t").get(0);
        }
    }

    @Test
    void whatFailsIsTakenBackAndTheConnectionGoesOn() throws SQLException {
        try (Connection connection = warehouse.connect()) {
            assertThatThrownBy(() -> new Transaction(connection, "p").run(() -> insertAndFindTheOwnerStale(connection)))
                    .isInstanceOf(StaleOwnerException.class);
            assertThat(rows()).isEqualTo("0");

            new Transaction(connection, "p")
                    .run(() -> QueriedRows.of(connection, "insert into t values (2) returning a"));
            assertThat(connection.getAutoCommit()).isTrue();
        }
        assertThat(rows()).isEqualTo("1");
    }

    /** As one that was ended for its time: the driver would commit when it is told to commit by itself again. */
    @Test
    void whatCannotBeTakenBackIsNotCommittedEither() throws SQLException {
        try (Connection real = warehouse.connect()) {
            Connection connection = refusingToRollBack(real);
            assertThatThrownBy(() -> new Transaction(connection, "p").run(() -> insertAndFindTheOwnerStale(connection)))
                    .isInstanceOf(StaleOwnerException.class)
                    .hasMessage("went to another")
                    .satisfies(failed -> assertThat(failed.getSuppressed()).hasSize(1));

            assertThat(real.isClosed()).isTrue();
        }
        assertThat(rows()).isEqualTo("0");
    }

    private static Connection refusingToRollBack(Connection real) {
        return (Connection) Proxy.newProxyInstance(
                TransactionTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("rollback")) {
                        throw new SQLException("a ROLLBACK was ended");
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getTargetException();
                    }
                });
    }
}
