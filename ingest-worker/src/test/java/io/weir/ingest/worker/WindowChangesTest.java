package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.Topic;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be changed of windows in which records wait. */
class WindowChangesTest extends WorkerTest {

    private static final String MINUTES = "{\"time\": \"at\", \"sizeMillis\": 60000,"
            + " \"aggregates\": [{\"name\": \"n\", \"function\": \"COUNT\"}]}";

    private static final String COLUMNS =
            "\"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"}, {\"name\": \"at\", \"type\": \"TIMESTAMP\"}]";

    private static String record(int second) {
        return "{\"id\":" + second + ",\"at\":\"2026-01-01 00:" + String.format("%02d", second / 60) + ":"
                + String.format("%02d", second % 60) + "\"}";
    }

    /** One that has written a minute, and waits for the end of another. */
    private static String windowed(Topic topic) {
        topic.produce(90, WindowChangesTest::record);
        return nameIn(run(topic, COLUMNS + ", \"window\": " + MINUTES));
    }

    private static HttpResponse<String> change(String name, String window) {
        return patch("/api/v1/pipelines/" + name, "*", "{\"window\": " + window + "}");
    }

    /** By another size records would be counted in windows that they are not in; without windows, in none. */
    @ParameterizedTest
    @ValueSource(
            strings = {"\"sizeMillis\": 10000", "\"sizeMillis\": 60000, \"slideMillis\": 30000", "\"gapMillis\": 60000"
            })
    void whatRecordsWaitForStaysAsItIs(String span) {
        String name = windowed(new Topic(broker, 1));

        HttpResponse<String> other = change(name, MINUTES.replace("\"sizeMillis\": 60000", span));
        HttpResponse<String> none = change(name, "{}");

        assertThat(other.statusCode()).as(other.body()).isEqualTo(422);
        assertThat(other.body()).contains("\"field\":\"window\"", "else another pipeline");
        assertThat(none.statusCode()).as(none.body()).isEqualTo(422);
    }

    @Test
    void whatIsMadeOfThemMayBeMoreAndOnlyWhatTheTableTakes() throws SQLException {
        Topic topic = new Topic(broker, 1);
        String name = windowed(topic);
        String mean = MINUTES.replace("\"COUNT\"", "\"AVG\", \"column\": \"id\"");

        HttpResponse<String> otherType = change(name, mean);
        HttpResponse<String> more = change(
                name,
                MINUTES.replace(
                        "\"COUNT\"}", "\"COUNT\"}, {\"name\": \"least\", \"function\": \"MIN\", \"column\": \"id\"}"));

        assertThat(otherType.statusCode()).as(otherType.body()).isEqualTo(422);
        assertThat(otherType.body()).contains("\"field\":\"window\"", "makes n DOUBLE, but the table has n BIGINT");
        assertThat(more.statusCode()).as(more.body()).isEqualTo(200);
        topic.produce(1, index -> record(300));
        service().start(name);
        drain(name);
        assertThat(inLake(name, "select string_agg(n || ' ' || coalesce(least, -1), ', ' order by window_start)"))
                .containsExactly("60 -1, 30 60");
    }

    /** A Delta table has sums of whole numbers as decimals, which is no other type. */
    @Test
    void sumsOfADeltaTableGoWithIt() {
        Topic topic = new Topic(broker, 1);
        topic.produce(90, WindowChangesTest::record);
        String name = name();
        String sums = MINUTES.replace("\"COUNT\"", "\"SUM\", \"column\": \"id\"");
        String definition = definition(name, topic, COLUMNS + ", \"window\": " + sums)
                .replace("\"warehouse\": {\"store\": \"lake\", ", "\"delta\": {");
        assertThat(post("/api/v1/pipelines", "create-" + name, definition).statusCode())
                .isEqualTo(201);
        service().start(name);
        drain(name);

        HttpResponse<String> mean = change(name, sums.replace("SUM", "AVG"));
        HttpResponse<String> more = change(name, sums.replace("}]", "}, {\"name\": \"m\", \"function\": \"COUNT\"}]"));

        assertThat(mean.statusCode()).as(mean.body()).isEqualTo(422);
        assertThat(mean.body()).contains("makes n DOUBLE, but the table has n DECIMAL(38,0)");
        assertThat(more.statusCode()).as(more.body()).isEqualTo(200);
    }
}
