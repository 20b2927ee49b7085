package io.weir.ingest.relation.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.IngestDatabase;
import io.weir.ingest.relation.UsersOfStores;
import io.weir.test.TestDatabase;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whatever place of a definition names a store, in a real database. */
class UsersOfStoresTest {

    private static TestDatabase database;
    private static JdbcClient jdbc;
    private static UsersOfStores users;

    @BeforeAll
    static void migrate() {
        database = IngestDatabase.migrated();
        jdbc = JdbcClient.create(database.dataSource());
        users = new JdbcUsersOfStores(jdbc);
        pipeline("reads", "{'source': {'store': 'lake', 'topic': 'orders'}, 'references': [{'store': 'other'}]}");
        pipeline("reads-else", "{'source': {'store': 'lake', 'topic': 'clicks'}}");
        pipeline("writes", "{'source': {'store': 'b'}, 'target': {'warehouse': {'store': 'lake', 'table': 'orders'}}}");
        pipeline("asks", "{'source': {'store': 'b'}, 'avro': {'registry': 'lake'}}");
        pipeline("asks-azure", "{'source': {'store': 'b'}, 'avro': {'azureRegistry': 'lake'}}");
        pipeline("looks-up", "{'source': {'store': 'b'}, 'references': [{'store': 'other'}, {'store': 'lake'}]}");
        pipeline(
                "joins",
                "{'source': {'store': 'b'}, 'join': {'with': {'source': {'store': 'lake', 'topic': 'orders'}}}}");
        pipeline(
                "joins-told-by",
                "{'source': {'store': 'b'}, 'join': {'with': {'source': {'store': 'b'}, 'avro': {'registry': 'lake'}}}}");
        pipeline(
                "joins-told-by-azure",
                "{'source': {'store': 'b'},"
                        + " 'join': {'with': {'source': {'store': 'b'}, 'avro': {'azureRegistry': 'lake'}}}}");
        pipeline("named-alike", "{'source': {'store': 'lakes', 'topic': 'lake'}, 'properties': {'store': 'lake'}}");
        relation("stands-for", "{'source': {'store': 'lake', 'topic': 'orders'}, 'shape': {}}");
        relation("is-of", "{'target': {'warehouse': {'store': 'lake', 'table': 't'}}, 'shape': {}}");
        relation("is-told-by", "{'source': {'store': 'b'}, 'shape': {'avro': {'registry': 'lake'}}}");
        relation("is-told-by-azure", "{'source': {'store': 'b'}, 'shape': {'avro': {'azureRegistry': 'lake'}}}");
        relation("of-another", "{'source': {'store': 'b', 'topic': 'lake'}, 'shape': {}}");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static void pipeline(String name, String definition) {
        jdbc.sql("insert into pipeline (name, definition, state) values (?, ?::jsonb, 'CREATED')")
                .params(name, definition.replace('\'', '"'))
                .update();
    }

    private static void relation(String name, String definition) {
        jdbc.sql("insert into relation (name, database_name, schema_name, kind, definition, owner)"
                        + " values (?, 'weir', 'main', 'STREAM', ?::jsonb, 'user:ann')")
                .params(name, definition.replace('\'', '"'))
                .update();
    }

    private static List<String> of(String store, @Nullable String topic) {
        return users.of(store, topic).stream()
                .map(user -> user.kind() + " " + user.name())
                .toList();
    }

    @Test
    void allThatNameTheStoreAreFound() {
        assertThat(of("lake", null))
                .containsExactly(
                        "PIPELINE asks",
                        "PIPELINE asks-azure",
                        "PIPELINE joins",
                        "PIPELINE joins-told-by",
                        "PIPELINE joins-told-by-azure",
                        "PIPELINE looks-up",
                        "PIPELINE reads",
                        "PIPELINE reads-else",
                        "PIPELINE writes",
                        "RELATION is-of",
                        "RELATION is-told-by",
                        "RELATION is-told-by-azure",
                        "RELATION stands-for");
        assertThat(of("nobody's", null)).isEmpty();
    }

    @Test
    void ofATopicThoseAreFoundThatReadItThere() {
        assertThat(of("lake", "orders")).containsExactly("PIPELINE joins", "PIPELINE reads", "RELATION stands-for");
        assertThat(of("b", "orders")).isEmpty();
    }
}
