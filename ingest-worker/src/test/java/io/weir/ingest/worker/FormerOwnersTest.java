package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.support.access.FormerOwner;
import io.weir.support.access.OwnedRows;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was somebody's is the platform's when they are gone, and so never the next one's of their name. */
class FormerOwnersTest extends WorkerTest {

    private static String pool(String owner) {
        return owned("/api/v1/compute-pools", "{\"name\":\"%s\",\"size\":\"SMALL\"}", owner);
    }

    private static String function(String owner) {
        return owned("/api/v1/functions", "{\"name\":\"%s\",\"parameters\":[\"a\"],\"body\":\"a + 1\"}", owner);
    }

    private static String owned(String path, String body, String owner) {
        String name = "left" + UUID.randomUUID().toString().substring(0, 8);
        HttpResponse<String> made = post(path, "make-" + name, body.formatted(name));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        HttpResponse<String> given = send("PUT", path + "/" + name + "/owner", "{\"owner\":\"" + owner + "\"}");
        assertThat(given.body()).contains("\"owner\":\"" + owner + "\"");
        return path + "/" + name;
    }

    private static Optional<String> tag(String path) {
        return get(path).headers().firstValue("ETag");
    }

    @Test
    void whatTheWorkerKeepsOfSomebodyWhoIsGoneIsThePlatforms() {
        String pool = pool("user:gone");
        String function = function("user:gone");
        String others = pool("user:gone.not");
        Optional<String> tag = tag(pool);

        for (int time = 0; time < 2; time++) {
            assertThat(send("POST", FormerOwner.PATH, "{\"owner\":\"user:gone\"}")
                            .statusCode())
                    .isEqualTo(204);
        }

        assertThat(get(pool).body()).contains("\"owner\":\"platform\"");
        assertThat(tag(pool)).isPresent().isNotEqualTo(tag);
        assertThat(get(function).body()).contains("\"owner\":\"platform\"");
        assertThat(get(others).body()).contains("\"owner\":\"user:gone.not\"");
    }

    /** A new table whose rows are somebody's is to be among them. */
    @Test
    void everyTableWithOwnersIsLookedThrough() {
        assertThat(worker.getBean(JdbcClient.class)
                        .sql("select table_name from information_schema.columns where table_schema = current_schema()"
                                + " and column_name = 'owner' and data_type = 'text'")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrderElementsOf(
                        worker.getBean(OwnedRows.class).tables());
    }
}
