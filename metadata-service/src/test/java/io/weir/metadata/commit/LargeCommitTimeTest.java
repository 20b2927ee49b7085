package io.weir.metadata.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import io.weir.test.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statements have a second, and each that writes files takes two. */
class LargeCommitTimeTest {

    private static final String SLOW = """
            create function dawdle() returns trigger language plpgsql
            as 'begin perform pg_sleep(2); return null; end';
            create trigger dawdle before insert on data_file for each statement execute function dawdle()""";

    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static MetadataServer server;

    @BeforeAll
    static void start() throws SQLException {
        database = TestDatabase.create("metadata");
        server = MetadataServer.start(
                database, folder, "--weir.metadata.mirror.workers=0", "--DB_COMMAND_TIMEOUT=1", "--DB_POOL_SIZE=2");
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(SLOW);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    @Test
    void aCommitOfManyFilesIsNotCutAndOneOfFewIs() {
        server.post("/api/v1/tables", Requests.table("events")).expect(201);

        assertThat(commit(1).expect(503).text()).contains("took too long");
        assertThat(commit(300).expect(200).json().path("version").asLong()).isEqualTo(1);
        assertThat(commit(1).status()).as("the limit is back").isEqualTo(503);
    }

    private static MetadataServer.Answer commit(int files) {
        Map<?, ?>[] added = IntStream.range(0, files)
                .mapToObj(file -> Requests.add(files + "-" + file, 1))
                .toArray(Map<?, ?>[]::new);
        return server.post("/api/v1/tables/events/commits", Requests.commit(added));
    }
}
