package io.weir.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WritingThreadsTest extends InWarehouse {

    private static final int MOST = 3;

    WritingThreadsTest() {
        super(new WarehouseLimits("256MB", MOST, "16MB"));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "122880, 1", "150000, 1", "153600, 2", "245760, 2", "300000, 3", "983040, 3"})
    void aBatchHasAThreadForEachRowGroupAndNoMoreThanThereMayBe(long rows, int threads) throws SQLException {
        assertThat(warehouse.threads().forRowGroups(rows, connection, this::present))
                .isEqualTo(threads);
    }

    @Test
    void whatIsMoreThanStoringHasAllOfThem() throws SQLException {
        warehouse.threads().forRowGroups(1, connection, this::present);
        assertThat(warehouse.threads().all(connection, this::present)).isEqualTo(MOST);
    }

    @Test
    void whoJoinsOthersChangesNothingForThem() throws SQLException {
        int beside = warehouse
                .threads()
                .forRowGroups(1, connection, () -> warehouse.threads().all(connection, this::present));
        assertThat(beside).isEqualTo(1);
        assertThat(warehouse.threads().all(connection, this::present))
                .as("when nobody else writes any more")
                .isEqualTo(MOST);
    }

    @Test
    void whoFailedWritesNoMore() throws SQLException {
        assertThatThrownBy(() -> warehouse.threads().forRowGroups(1, connection, () -> {
                    throw new SQLException("disk full");
                }))
                .hasMessage("disk full");
        assertThat(warehouse.threads().all(connection, this::present)).isEqualTo(MOST);
    }

    @Test
    void aNumberThatCouldNotBeSetIsSetByTheNext() throws SQLException {
        Connection lost = warehouse.connect();
        lost.close();
        assertThatThrownBy(() -> warehouse.threads().forRowGroups(1, lost, () -> 0))
                .isInstanceOf(SQLException.class);
        assertThat(warehouse.threads().forRowGroups(1, connection, this::present))
                .isEqualTo(1);
    }

    private int present() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet setting = statement.executeQuery("select current_setting('threads')::int")) {
            setting.next();
            return setting.getInt(1);
        }
    }
}
