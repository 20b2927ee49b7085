package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.Topic;
import io.weir.ingest.decode.QueriedRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A statement that comes to no end does not take a pipeline with it. */
class StalledStatementsTest extends WorkerTest {

    private static final String WAITING = "select pid from pg_stat_activity where datname = current_database()"
            + " and wait_event_type = 'Lock' and query like '%insert into pipeline_topic%' and pid <> pg_backend_pid()";

    @Test
    void everyStatementToPostgresHasItsTime() throws SQLException {
        try (Connection connection = worker.getBean(DataSource.class).getConnection()) {
            assertThat(QueriedRows.of(connection, "show statement_timeout")).containsExactly("1min");
        }
    }

    /** PostgreSQL ends it as its own timeout would, without the minute that this takes. */
    @Test
    void aPipelineGoesOnAfterAStatementThatWasEnded() throws SQLException {
        Topic topic = new Topic(broker, 2);
        topic.produce(100, index -> "{\"id\":" + index + "}");
        String name = create(topic);
        DataSource database = worker.getBean(DataSource.class);
        try (Connection locking = database.getConnection();
                Connection ending = database.getConnection();
                Statement lock = locking.createStatement()) {
            locking.setAutoCommit(false);
            lock.execute("lock table pipeline_topic in access exclusive mode");
            service().start(name);

            await().until(() -> end(ending) > 0);
            await().until(() -> failure(name) != null);
            assertThat(failure(name)).contains("pipeline_topic");
            locking.rollback();
            locking.setAutoCommit(true);
        }
        drain(name);

        assertThat(inLake(name, "select count(*), count(distinct id)")).containsExactly("100|100");
        assertThat(failure(name)).isNull();
    }

    /** How many of those that wait were ended. */
    private static int end(Connection connection) throws SQLException {
        List<String> waiting = QueriedRows.of(connection, WAITING);
        for (String process : waiting) {
            QueriedRows.of(connection, "select pg_cancel_backend(" + process + ")");
        }
        return waiting.size();
    }
}
