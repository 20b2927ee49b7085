package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.lineage.openlineage.HashedKeys;
import io.weir.lineage.openlineage.Label;
import io.weir.test.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What facets stated before there were labels becomes labels, by the same keys as later; what cannot be read stays out. */
class LabelMigrationTest {

    private static final List<String> BEFORE = List.of(
            "V1__events_runs_and_graph",
            "V2__heartbeats",
            "V3__live_events",
            "V4__columns",
            "V5__snapshots_of_datasets");

    private static final UUID NODE = new UUID(9, 9);

    @Test
    void currentFacetsBecomeLabels() {
        try (TestDatabase database = TestDatabase.create("lineage")) {
            for (String before : BEFORE) {
                migrate(database, before);
            }
            JdbcClient jdbc = JdbcClient.create(database.dataSource());
            facet(
                    jdbc,
                    "tags",
                    "{\"tags\":[{\"key\":\"pii\",\"value\":\"true\",\"field\":\"é\"},"
                            + "{\"key\":\"tier\",\"value\":\"gold\",\"n\":1e999999},{\"key\":\"pii\",\"field\":\"é\"},7,{}]}");
            facet(jdbc, "ownership", "{\"owners\":[{\"name\":\"ann\",\"type\":\"MAINTAINER\"}]}");
            jdbc.sql("insert into facet values ('DATASET', ?, ?, 'tags', ?, ?)")
                    .params(
                            UUID.randomUUID(),
                            UUID.randomUUID(),
                            UUID.randomUUID(),
                            "{\"tags\":[{\"key\":\"\\u0000\"}]}")
                    .update();

            migrate(database, "V6__tags_and_owners");

            assertThat(jdbc.sql("select label_key from label").query(UUID.class).list())
                    .containsExactlyInAnyOrder(
                            Label.tag("é", "pii").key(),
                            Label.tag("", "tier:gold").key(),
                            new Label(Label.Kind.OWNER, "", "ann", null).key());
            assertThat(jdbc.sql("select kind || field || name || coalesce(detail, '') from current_label")
                            .query(String.class)
                            .list())
                    .containsExactlyInAnyOrder("TAGépii", "TAGtier:gold", "OWNERannMAINTAINER");
            assertThat(jdbc.sql("select tag_key from tag").query(UUID.class).list())
                    .containsExactlyInAnyOrder(HashedKeys.of("TAG", "pii"), HashedKeys.of("TAG", "tier:gold"));
        }
    }

    private static void migrate(TestDatabase database, String script) {
        try (InputStream sql = LineageService.class.getResourceAsStream("/db/lineage/" + script + ".sql")) {
            new JdbcTemplate(database.dataSource())
                    .execute(new String(Objects.requireNonNull(sql).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void facet(JdbcClient jdbc, String name, String body) {
        jdbc.sql("insert into facet values ('DATASET', ?, ?, ?, ?, ?)")
                .params(NODE, HashedKeys.of("FACET", name), name, new UUID(1, 1), body)
                .update();
    }
}
