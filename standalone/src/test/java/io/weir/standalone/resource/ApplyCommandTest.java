package io.weir.standalone.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Files applied to a server that keeps what it is told. */
class ApplyCommandTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String LAKE = """
            kind: Pipeline
            name: orders
            spec:
              source: {store: broker, topic: orders}
              target: {delta: {table: orders}}
            ---
            kind: Topic
            name: orders
            spec: {store: broker, partitions: 4}
            ---
            kind: Store
            name: lake
            spec:
              kind: DUCKDB
              properties:
                path: lake.duckdb
                port: 17
            """;
    private static final String ROLES = """
            kind: Role
            name: lead
            spec: {roles: [b, a]}
            ---
            {kind: Role, name: a}
            ---
            {kind: Role, name: b}
            """;

    private final KeptResources platform = new KeptResources();
    private CommandServer server;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        server = new CommandServer(folder, platform::serve);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private int apply(String content, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("lake.yaml"), content);
        List<String> all = new ArrayList<>(List.of("apply", "-f", file.toString()));
        all.addAll(List.of(more));
        return server.weir(all.toArray(String[]::new));
    }

    @Test
    void twiceIsAsOnce() throws IOException {
        assertThat(apply(LAKE)).as(server::err).isZero();
        assertThat(platform.changes)
                .as("in the order in which they need each other")
                .containsExactly("POST /api/v1/stores", "POST /api/v1/stores/broker/topics", "POST /api/v1/pipelines");
        assertThat(server.out())
                .contains("+ store lake created", "    kind: \"DUCKDB\"", "3 created, 0 changed, 0 unchanged");
        Map<String, ObjectNode> before = new LinkedHashMap<>(platform.kept);
        platform.changes.clear();
        assertThat(apply(LAKE)).isZero();
        assertThat(platform.changes).isEmpty();
        assertThat(server.out())
                .contains("= store lake unchanged", "= topic orders broker unchanged", "= pipeline orders unchanged");
        assertThat(platform.kept).isEqualTo(before);
    }

    @Test
    void aDryRunOnlySaysWhatWouldChange() throws IOException {
        assertThat(apply(LAKE, "--dry-run")).isZero();
        assertThat(platform.changes).isEmpty();
        assertThat(server.out()).contains("+ store lake would be created", "nothing was done; it would be: 3 created");
        assertThat(apply(ROLES, "--dry-run", "--json")).isZero();
        assertThat(server.out().lines())
                .containsExactly(
                        "{\"kind\":\"Role\",\"name\":\"a\",\"action\":\"created\",\"differences\":[]}",
                        "{\"kind\":\"Role\",\"name\":\"b\",\"action\":\"created\",\"differences\":[]}",
                        "{\"kind\":\"Role\",\"name\":\"lead\",\"action\":\"created\",\"differences\":"
                                + "[{\"field\":\"roles\",\"old\":null,\"new\":[\"b\",\"a\"]}]}");
    }

    @Test
    void propertiesBecomeThoseOfTheFileIfTheyAreStillWhatWasCompared() throws IOException {
        apply(LAKE.replace(
                "path: lake.duckdb",
                "{path: old.duckdb, gone: x}".replaceAll("[{}]", "").replace(", ", "\n    ")));
        platform.changes.clear();
        assertThat(apply(LAKE)).as(server::err).isZero();
        assertThat(platform.changes).containsExactly("PATCH /api/v1/stores/lake");
        assertThat(server.tags()).containsExactly("\"5\"");
        assertThat(server.out())
                .contains(
                        "~ store lake changed",
                        "properties.path: \"old.duckdb\" → \"lake.duckdb\"",
                        "properties.gone: \"x\" → nothing");
        assertThat(platform.kept.get("/api/v1/stores/lake").path("properties").toString())
                .isEqualTo("{\"path\":\"lake.duckdb\",\"port\":\"17\"}");
    }

    @Test
    void nothingIsDoneWhereAnythingCannotBe() throws IOException {
        apply(LAKE);
        platform.changes.clear();
        String other = LAKE.replace("lake.duckdb", "new.duckdb")
                .replace("topic: orders", "topic: others")
                .replace("partitions: 4", "partitions: 8");
        assertThat(apply(other)).isEqualTo(1);
        assertThat(platform.changes).isEmpty();
        assertThat(server.err().lines())
                .hasSize(2)
                .anyMatch(line -> line.contains(
                        "lake.yaml:4: pipeline orders is there and spec.source.topic: \"orders\" → \"others\" cannot"));
    }

    @Test
    void aTopicGrows() throws IOException {
        apply(LAKE);
        platform.changes.clear();
        assertThat(apply(LAKE.replace("partitions: 4", "partitions: 8")))
                .as(server::err)
                .isZero();
        assertThat(platform.changes).containsExactly("PATCH /api/v1/stores/broker/topics/orders");
    }

    /** How rows lie in a table is none of its place. */
    @Test
    void aTargetIsLaidOutAnewAndStaysWhereItIs() throws IOException {
        String sorted = LAKE.replace("{table: orders}", "{table: orders, clusterBy: [id, at]}");
        apply(sorted);
        platform.changes.clear();

        for (String columns : List.of("[at]", "[id]", "[]", "[id, at]")) {
            assertThat(apply(sorted.replace("[id, at]", columns)))
                    .as(server::err)
                    .isZero();
        }

        assertThat(platform.changes)
                .containsOnly("PATCH /api/v1/pipelines/orders")
                .hasSize(4);
        assertThat(platform.kept
                        .get("/api/v1/pipelines/orders")
                        .at("/target/delta/clusterBy")
                        .toString())
                .isEqualTo("[\"id\",\"at\"]");
        for (String other : List.of(
                sorted.replace("table: orders", "table: others"),
                sorted.replace("clusterBy", "partitionBy"),
                sorted.replace("delta: {", "warehouse: {store: lake, table: orders}, delta: {"))) {
            assertThat(apply(other)).isEqualTo(1);
            assertThat(server.err()).contains("pipeline orders is there and spec.target.", "cannot be changed");
        }
        assertThat(platform.changes).hasSize(4);
    }

    @Test
    void aFieldIsTakenAwayByNullAndByNothingAlike() throws IOException {
        String before = LAKE.replace("source: {", "transform: select 1\n  source: {");
        assertThat(apply(before)).as(server::err).isZero();
        for (String nothing : List.of("null", "''")) {
            assertThat(apply(before.replace("select 1", nothing), "--dry-run")).isZero();
            assertThat(server.out()).contains("transform: \"select 1\" → ");
        }
        platform.changes.clear();
        assertThat(apply(before.replace("select 1", "null"))).as(server::err).isZero();
        assertThat(platform.changes).containsExactly("PATCH /api/v1/pipelines/orders");
        assertThat(apply(before.replace("select 1", "''"))).isZero();
        assertThat(server.out()).contains("3 unchanged");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceWithItsPlace() throws IOException {
        String wrong = """
                kind: Store
                name: lake
                spec:
                  kind: DUKDB
                  propertys: {}
                ---
                kind: Topic
                name: orders
                spec:
                  partitions: many
                ---
                kind: Stream
                name: x
                ---
                kind: Pipeline
                spec: {}
                ---
                kind: Pipeline
                name: p
                owner: me
                spec:
                  source: {topic: t}
                  target: []
                  columns: [{name: a}]
                ---
                kind: Secret
                name: s
                spec: {value: x}
                ---
                kind: Store
                name: lake
                spec: {kind: DUCKDB}
                """;
        assertThat(apply(wrong)).isEqualTo(1);
        assertThat(server.err().lines().map(line -> line.replaceFirst("weir: .*?/lake.yaml", "lake.yaml")))
                .containsExactly(
                        "lake.yaml:5: spec.propertys is no field, allowed: kind, properties",
                        "lake.yaml:4: spec.kind is \"DUKDB\", allowed: KAFKA, EVENTHUBS, KINESIS, DUCKDB, MOTHERDUCK, POSTGRES, FILES, SCHEMA_REGISTRY, AZURE_SCHEMA_REGISTRY",
                        "lake.yaml:10: spec.partitions is \"many\", allowed: a whole number",
                        "lake.yaml:9: spec.store is missing",
                        "lake.yaml:12: kind is \"Stream\", allowed: " + Blueprint.labels(),
                        "lake.yaml:15: name is missing",
                        "lake.yaml:20: owner is no field, allowed: kind, name, spec",
                        "lake.yaml:23: spec.target is a list, allowed: names with values",
                        "lake.yaml:24: spec.columns.0.type is missing",
                        "lake.yaml:28: spec.value is no field, allowed: properties, valueFrom",
                        "lake.yaml:28: spec.valueFrom allowed: {environment: NAME} or {file: PATH}",
                        "lake.yaml:30: store lake is declared at " + folder.resolve("lake.yaml") + ":1 already",
                        "weir: nothing was changed");
        assertThat(platform.changes).isEmpty();
    }

    @Test
    void aRefusalNamesThePlaceAndWhatIsDoneStaysSo() throws IOException {
        platform.refused = "POST /api/v1/stores/broker";
        assertThat(apply(LAKE)).isEqualTo(1);
        assertThat(platform.changes).containsExactly("POST /api/v1/stores");
        assertThat(server.err().lines())
                .hasSize(2)
                .anyMatch(line -> line.contains("lake.yaml:9: No") && line.contains("request r7"))
                .anyMatch(line -> line.contains("2 of 3 are not done"));
        platform.refused = "nothing";
        platform.changes.clear();
        assertThat(apply(LAKE)).isZero();
        assertThat(platform.changes).containsExactly("POST /api/v1/stores/broker/topics", "POST /api/v1/pipelines");
    }

    @Test
    void rolesAreMadeBeforeThoseThatHaveThemAndTakenAndGivenOneByOne() throws IOException {
        assertThat(apply(ROLES)).as(server::err).isZero();
        assertThat(server.out().lines().filter(line -> line.startsWith("+")))
                .containsExactly("+ role a created", "+ role b created", "+ role lead created");
        assertThat(apply(ROLES)).isZero();
        assertThat(server.out()).contains("0 created, 0 changed, 3 unchanged");
        platform.changes.clear();
        assertThat(apply(ROLES.replace("[b, a]", "[c, a]"))).as(server::err).isZero();
        assertThat(platform.changes)
                .containsExactly("PUT /api/v1/roles/lead/roles/c", "DELETE /api/v1/roles/lead/roles/b");
        assertThat(apply(ROLES.replace("name: a}", "name: a, spec: {roles: [lead]}}")))
                .isEqualTo(1);
        assertThat(server.err()).contains("comes to have itself");
    }

    /** Whoever applied may be killed before or after any of the changes; what it did last it never learned. */
    @Test
    void brokenOffAnywhereAndRunAgainItEndsInTheSameState() throws IOException {
        int writes = 5;
        for (int died = 1; died <= writes + 1; died++) {
            platform.kept.clear();
            assertThat(apply("{kind: Role, name: x}\n---\n{kind: Role, name: lead, spec: {roles: [x]}}"))
                    .isZero();
            platform.changes.clear();
            platform.dies = died;
            assertThat(apply(ROLES)).isEqualTo(died <= writes ? 1 : 0);
            assertThat(platform.changes).hasSize(Math.min(died, writes));
            platform.dies = Integer.MAX_VALUE;
            assertThat(apply(ROLES)).as(server::err).isZero();
            assertThat(platform.kept.keySet())
                    .containsExactlyInAnyOrder(
                            "/api/v1/roles/x", "/api/v1/roles/lead", "/api/v1/roles/a", "/api/v1/roles/b");
            assertThat(Elements.of(platform.kept.get("/api/v1/roles/lead").path("roles")))
                    .containsExactly("a", "b");
            assertThat(platform.changes).as("nothing twice").hasSize(writes);
        }
    }

    @Test
    void whatIsWrittenOtherwiseIsTheSame() {
        assertThat(Elements.sameFile(text("file:///a/b/"), text("/a/b"))).isTrue();
        assertThat(Elements.sameFile(text("file:/a/b"), text("/a/c"))).isFalse();
        assertThat(Elements.sameMoment(text("2027-01-31T12:00:00Z"), text("2027-01-31T13:00:00+01:00")))
                .isTrue();
        assertThat(Elements.sameMoment(text("2027-01-31"), text("2027-01-31T00:00:00Z")))
                .isFalse();
    }

    private static JsonNode text(String text) {
        return JSON.getNodeFactory().stringNode(text);
    }

    @Test
    void aSecretComesFromElsewhereAndAGrantIsWhatItSays() throws IOException {
        Path value = folder.resolve("value");
        String access = """
                kind: Secret
                name: hubs
                spec: {valueFrom: {file: %s}}
                ---
                kind: Grant
                name: sales.*
                spec: {role: analyst, kind: TABLE, privilege: SELECT}
                """.formatted(value);
        assertThat(apply(access)).isEqualTo(1);
        assertThat(server.err()).contains("lake.yaml:3: spec.valueFrom: " + value + " cannot be read");
        assertThat(platform.changes).isEmpty();
        Files.writeString(value, "Key=planted\n");
        assertThat(apply(access)).as(server::err).isZero();
        assertThat(server.out() + server.err()).doesNotContain("planted");
        assertThat(platform.changes).containsExactly("POST /api/v1/secrets", "POST /api/v1/grants");
        Files.delete(value);
        assertThat(apply(access)).as("what is there needs no value").isZero();
        assertThat(platform.changes).hasSize(2);
    }

    @Test
    void whatIsMadeOfAFileBesideItIsSentWhereTheFileIsAnother() throws IOException {
        Files.createDirectory(folder.resolve("protos"));
        Path file = folder.resolve("protos").resolve("shop.desc");
        String sources = """
                kind: FunctionSource
                name: tax
                spec: {contentFrom: {file: protos/shop.desc}}
                ---
                kind: Descriptor
                name: shop
                spec:
                  comment: of the shop
                  contentFrom: {file: protos/shop.desc}
                """;
        assertThat(apply(sources)).isEqualTo(1);
        assertThat(server.err())
                .contains("lake.yaml:3: spec.contentFrom: protos/shop.desc cannot be read")
                .contains("lake.yaml:9: spec.contentFrom: protos/shop.desc cannot be read");
        byte[] first = {1, 2, 0, -1};
        Files.write(file, first);
        assertThat(apply(sources, "--dry-run")).as(server::err).isZero();
        assertThat(server.out())
                .contains("+ descriptor shop would be created", "sha256: \"" + KeptResources.sha256(first) + "\"")
                .doesNotContain("content");
        assertThat(platform.changes).isEmpty();

        assertThat(apply(sources)).as(server::err).isZero();
        assertThat(platform.changes)
                .containsExactly("POST /api/v1/descriptor-sources", "POST /api/v1/function-sources");
        assertThat(platform.kept
                        .get("/api/v1/descriptor-sources/shop")
                        .path("sha256")
                        .asString())
                .isEqualTo(KeptResources.sha256(first));
        assertThat(apply(sources)).isZero();
        assertThat(server.out()).contains("0 created, 0 changed, 2 unchanged");
        platform.changes.clear();
        byte[] second = {7};
        Files.write(file, second);
        assertThat(apply(sources, "--dry-run")).isZero();
        assertThat(server.out())
                .contains("~ descriptor shop would be changed")
                .contains("sha256: \"" + KeptResources.sha256(first) + "\" → \"" + KeptResources.sha256(second) + "\"");
        assertThat(platform.changes).isEmpty();
        assertThat(apply(sources)).as(server::err).isZero();
        assertThat(platform.changes)
                .containsExactly("PATCH /api/v1/descriptor-sources/shop", "PATCH /api/v1/function-sources/tax");
        assertThat(server.tags()).containsExactly("\"5\"", "\"5\"");
        assertThat(platform.kept
                        .get("/api/v1/function-sources/tax")
                        .path("sha256")
                        .asString())
                .isEqualTo(KeptResources.sha256(second));
        assertThat(apply(sources)).isZero();
        assertThat(server.out()).contains("2 unchanged");
    }

    @Test
    void aFileIsNamedAndNeitherWrittenOutNorLarge() throws IOException {
        String written = "kind: Descriptor\nname: shop\nspec: {content: AAAA}\n---\nkind: Descriptor\nname: other\n"
                + "spec: {contentFrom: shop.desc}\n---\n{kind: Descriptor, name: large, spec: {contentFrom: {file: large}}}";
        try (RandomAccessFile large =
                new RandomAccessFile(folder.resolve("large").toFile(), "rw")) {
            large.setLength((16 << 20) + 1);
        }
        assertThat(apply(written)).isEqualTo(1);
        assertThat(server.err().lines().map(line -> line.replaceFirst("weir: .*?/lake.yaml", "lake.yaml")))
                .contains(
                        "lake.yaml:3: spec.content is no field, allowed: comment, properties, contentFrom",
                        "lake.yaml:7: spec.contentFrom allowed: {file: PATH}, beside the file that says so",
                        "lake.yaml:9: spec.contentFrom: " + folder.resolve("large")
                                + " has 16777217 bytes, allowed: at most 16777216");
        assertThat(platform.changes).isEmpty();
    }

    /** The platform refuses it, but what would be done is shown before. */
    @Test
    void aSecretThatIsWrittenIntoTheFileIsNotShown() throws IOException {
        String store = """
                kind: Store
                name: hubs
                spec:
                  kind: EVENTHUBS
                  properties: {connectionString: planted}
                """;
        assertThat(apply(store, "--dry-run")).isZero();
        assertThat(server.out()).contains("properties: {\"connectionString\":\"…\"}");
        assertThat(apply(store, "--dry-run", "--json")).isZero();
        assertThat(server.out()).contains("…").doesNotContain("planted");
        assertThat(apply(store.replace("planted", "secret:hubs"))).isZero();
        assertThat(server.out()).contains("secret:hubs");
        assertThat(apply(store, "--dry-run")).isZero();
        assertThat(server.out()).contains("properties.connectionString: \"secret:hubs\" → \"…\"");
    }

    @Test
    void severalFilesAreOne() throws IOException {
        Path more = Files.writeString(folder.resolve("more.yaml"), ROLES);
        assertThat(apply("# nothing\n", more.toString())).as(server::err).isZero();
        assertThat(platform.changes).hasSize(3);
        assertThat(apply("- a\n")).isEqualTo(1);
        assertThat(apply("kind: Role\nkind: Role\n")).isEqualTo(1);
        assertThat(server.err()).hasLineCount(1).contains("lake.yaml", "duplicate key");
    }
}
