package io.weir.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.support.access.FormerOwner;
import io.weir.support.access.OwnedRows;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was somebody's is the platform's when they are gone, and so never the next one's of their name. */
class FormerOwnersTest {

    private static final String SCHEMA = "/api/v1/databases/weir/schemas/left";

    @TempDir
    static Path folder;

    @AutoClose
    private static MetadataServer server;

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(folder, "--weir.services.platform-url=http://127.0.0.1:1");
    }

    private static void made(String table, String owner) {
        server.post("/api/v1/tables", Requests.table(table)).expect(201);
        own("/api/v1/tables/" + table, owner);
    }

    private static void own(String path, String owner) {
        server.put(path + "/owner", Map.of("owner", owner)).expect(200);
    }

    private static String owner(String path) {
        return server.get(path).expect(200).json().get("owner").stringValue();
    }

    @Test
    void tablesSchemasAndDatabasesOfSomebodyWhoIsGoneAreThePlatforms() {
        made("left.behind", "user:gone");
        made("left.dropped", "user:gone");
        made("left.others", "user:gone.not");
        own(SCHEMA, "user:gone");
        own("/api/v1/databases/weir", "user:gone");
        server.delete("/api/v1/tables/left.dropped").expect(204);
        String tag = server.get(SCHEMA).etag();

        for (int time = 0; time < 2; time++) {
            server.post(FormerOwner.PATH, new FormerOwner("user:gone")).expect(204);
        }
        server.post("/api/v1/tables/left.dropped/undrop", "").expect(200);

        for (String kept : new String[] {"tables/left.behind", "tables/left.dropped", "databases/weir"}) {
            assertThat(owner("/api/v1/" + kept)).as(kept).isEqualTo("platform");
        }
        assertThat(owner(SCHEMA)).isEqualTo("platform");
        assertThat(server.get(SCHEMA).etag()).isNotEqualTo(tag);
        assertThat(owner("/api/v1/tables/left.others")).isEqualTo("user:gone.not");
    }

    @Test
    void whatSomebodyWhoIsGoneWasAnsweredIsForgotten() {
        JdbcClient jdbc = server.bean(JdbcClient.class);
        for (String caller : new String[] {"token:gone", "token:gone.not"}) {
            jdbc.sql("insert into idempotency_key (key, fingerprint, caller) values (?, '', ?)")
                    .params(caller + " 1", caller)
                    .update();
        }

        server.post(FormerOwner.PATH, new FormerOwner("token:gone")).expect(204);

        assertThat(jdbc.sql("select caller from idempotency_key where caller like 'token:gone%'")
                        .query(String.class)
                        .list())
                .containsExactly("token:gone.not");
    }

    /** A new table whose rows are somebody's is to be among them. */
    @Test
    void everyTableWithOwnersIsLookedThrough() {
        assertThat(server.bean(JdbcClient.class)
                        .sql("select table_name from information_schema.columns where table_schema = current_schema()"
                                + " and column_name = 'owner' and data_type = 'text'")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrderElementsOf(
                        server.bean(OwnedRows.class).tables());
    }
}
