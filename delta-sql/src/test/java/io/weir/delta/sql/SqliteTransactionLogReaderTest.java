package io.weir.delta.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqliteTransactionLogReaderTest extends FileReaderContract {

    SqliteTransactionLogReaderTest() {
        super(Engine.SQLITE);
    }

    @Test
    void anotherFormatIsRefused() throws Exception {
        DeltaSqlAddress address = address("later", "");
        write(address, whole(1, files(1)), false);
        execute("update delta_sql_table set format = 2 where table_name = 'later'");
        assertThatThrownBy(() -> read(address)).hasMessageContaining("is of format 2, which is not 1");
        write(address, whole(2, List.of()), true);
        assertThat(read(address).content().state().version()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            delta_sql_table | protocol   | no JSON                               | Protocol
            delta_sql_table | metadata   | {"protocol":{"minReaderVersion":1}}   | Metadata
            delta_sql_file  | add_action | {"add":{"path":7}}                    | AddFile
            delta_sql_file  | add_action | {"txn":{"appId":"a","version":1}}     | AddFile
            delta_sql_file  | add_action | []                                    | AddFile
            """)
    void whatIsNoActionIsDamage(String table, String column, String text, String kind) throws Exception {
        DeltaSqlAddress address = address("damaged", "");
        write(address, whole(1, files(1)), true);
        execute("update " + table + " set " + column + " = '" + text + "' where table_name = 'damaged'");
        assertThatThrownBy(() -> read(address))
                .isInstanceOf(TransactionLogException.class)
                .hasMessageContaining("is damaged: it has what is no " + kind)
                .hasMessageContaining("export it anew");
    }

    /** What people look for with SQL. */
    @Test
    void sqlFindsFilesByPathAndSize() throws Exception {
        write(address("asked", ""), whole(1, files(10)), false);
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select path, size, json_extract(add_action, '$.add.size')"
                        + " from delta_sql_file where table_name = 'asked' order by size desc limit 1")) {
            assertThat(row.next()).isTrue();
            assertThat(List.of(row.getString(1), row.getLong(2), row.getLong(3)))
                    .isEqualTo(List.of("part-9", 9L, 9L));
        }
    }

    /** Two at once: the second waits no longer than it was told to. */
    @Test
    void aSecondWriterIsToldOfTheFirst() throws Exception {
        try (TransactionLogWriter first = TransactionLogs.at(address("held", ""))
                .write(whole(1, List.of()).content(), false)) {
            DeltaSqlAddress other = address("other", "connect_timeout=1");
            assertThatThrownBy(() -> write(other, whole(1, List.of()), false))
                    .hasMessageContaining("another program is at work in it");
            first.commit();
        }
        write(address("other", ""), whole(1, List.of()), false);
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connection() throws Exception {
        return DriverManager.getConnection("jdbc:sqlite:" + ((FileAddress) address("any", "")).file());
    }
}
