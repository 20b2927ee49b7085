package io.weir.metadata.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.MetadataServer;
import io.weir.metadata.MetadataServer.Answer;
import io.weir.metadata.Requests;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a name says is what there is: tables are in schemas, schemas in databases, and none goes while it is needed. */
class CatalogTest {

    private static final String DATABASES = "/api/v1/databases";
    private static final String IF_MATCH = "If-Match";

    @TempDir
    static Path folder;

    @AutoClose
    private static final Pipelines pipelines = new Pipelines();

    @AutoClose
    private static MetadataServer server;

    @AutoClose("shutdownNow")
    private final ExecutorService callers = Executors.newFixedThreadPool(2);

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(
                folder,
                "--weir.services.platform-url=http://127.0.0.1:1",
                "--weir.services.ingest-url=" + pipelines.address());
    }

    @BeforeEach
    void noPipelines() {
        pipelines.writeTo();
        pipelines.declare();
        pipelines.answer(200);
    }

    @Test
    void theDefaultsAreThereAndStay() {
        assertThat(server.get(DATABASES + "/weir")
                        .expect(200)
                        .json()
                        .get("implicitSchemas")
                        .booleanValue())
                .isTrue();
        assertThat(server.get(schema("weir", "default"))
                        .expect(200)
                        .json()
                        .get("owner")
                        .stringValue())
                .isEqualTo("platform");
        assertThat(code(server.delete(schema("weir", "default")).expect(409))).isEqualTo("schema-in-use");
        assertThat(code(server.delete(DATABASES + "/weir?cascade=true").expect(409)))
                .isEqualTo("database-in-use");
    }

    @Test
    void aDatabaseAndItsSchemasHaveAllThatResourcesHave() {
        JsonNode made = server.post(
                        DATABASES, Map.of("name", "shop", "comment", "All of it", "properties", Map.of("team", "a")))
                .expect(201)
                .json();
        assertThat(made.get("implicitSchemas").booleanValue()).isFalse();
        assertThat(server.get(DATABASES + "/shop").expect(200).json()).isEqualTo(made);
        assertThat(code(server.post(DATABASES, Map.of("name", "shop")).expect(409)))
                .isEqualTo("database-exists");
        Map<String, Object> change = new HashMap<>();
        change.put("team", null);
        change.put("tier", "gold");
        JsonNode changed = server.patch(DATABASES + "/shop", Map.of("properties", change))
                .expect(200)
                .json();
        assertThat(changed.get("comment").stringValue()).isEqualTo("All of it");
        assertThat(changed.get("properties").toString()).isEqualTo("{\"tier\":\"gold\"}");
        JsonNode schema = server.post(schemas("shop"), Map.of("name", "sales"))
                .expect(201)
                .json();
        assertThat(schema.get("database").stringValue()).isEqualTo("shop");
        assertThat(code(server.post(schemas("shop"), Map.of("name", "sales")).expect(409)))
                .isEqualTo("schema-exists");
        assertThat(code(server.post(schemas("none"), Map.of("name", "sales")).expect(404)))
                .isEqualTo("database-not-found");
        assertThat(server.patch(schema("shop", "sales"), Map.of("comment", "Orders"))
                        .expect(200)
                        .json()
                        .get("comment")
                        .stringValue())
                .isEqualTo("Orders");
        assertThat(server.put(schema("shop", "sales") + "/owner", Map.of("owner", "user:ann"))
                        .expect(200)
                        .json()
                        .get("owner")
                        .stringValue())
                .isEqualTo("user:ann");
        assertThat(server.put(DATABASES + "/shop/owner", Map.of("owner", "nobody"))
                        .expect(422)
                        .text())
                .contains("\"owner\"");
        Answer kept = server.delete(DATABASES + "/shop").expect(409);
        assertThat(kept.json().get("users").toString()).isEqualTo("[\"schema shop.sales\"]");
        server.delete(schema("shop", "sales")).expect(204);
        server.delete(DATABASES + "/shop").expect(204);
        assertThat(code(server.get(DATABASES + "/shop").expect(404))).isEqualTo("database-not-found");
        assertThat(code(server.get(schema("shop", "sales")).expect(404))).isEqualTo("schema-not-found");
    }

    @Test
    void ofTwoChangesThatReadTheSameOneIsMade() throws Exception {
        server.post(DATABASES, Map.of("name", "edited")).expect(201);
        server.post(schemas("edited"), Map.of("name", "both")).expect(201);
        for (String path : List.of(DATABASES + "/edited", schema("edited", "both"))) {
            for (int revision = 0; revision < 5; revision++) {
                String tag = "\"" + revision + "\"";
                List<Integer> statuses = atOnce(
                        () -> server.patch(path, Map.of("comment", "one"), IF_MATCH, tag)
                                .status(),
                        () -> server.patch(path, Map.of("comment", "other"), IF_MATCH, tag)
                                .status());
                assertThat(statuses).containsExactlyInAnyOrder(200, 412);
            }
        }
    }

    @Test
    void listsArePagedAndNarrowedByTheirBeginning() {
        server.post(DATABASES, Map.of("name", "paged")).expect(201);
        List<String> names =
                IntStream.range(0, 7).mapToObj(number -> "s" + number).toList();
        names.forEach(
                name -> server.post(schemas("paged"), Map.of("name", name)).expect(201));
        server.post(schemas("paged"), Map.of("name", "other")).expect(201);
        List<String> found = new ArrayList<>();
        String path = schemas("paged") + "?limit=3&prefix=s";
        @Nullable String next = "";
        while (next != null) {
            JsonNode page = server.get(path + (next.isEmpty() ? "" : "&pageToken=" + next))
                    .expect(200)
                    .json();
            page.get("items").forEach(item -> found.add(item.get("name").stringValue()));
            next = page.has("nextPageToken") ? page.get("nextPageToken").stringValue() : null;
        }
        assertThat(found).isEqualTo(names);
        assertThat(server.get(DATABASES + "?prefix=page").expect(200).json().get("items"))
                .hasSize(1);
        server.get(schemas("paged") + "?limit=0").expect(422);
        server.get(schemas("paged") + "?pageToken=x").expect(422);
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of(Map.of("name", "a.b"), "name"),
                Arguments.of(Map.of("name", ""), "name"),
                Arguments.of(Map.of("name", "-a"), "name"),
                Arguments.of(Map.of("name", "a/b"), "name"),
                Arguments.of(Map.of("name", "x".repeat(64)), "name"),
                Arguments.of(Map.of("name", "a'; drop table delta_table; --"), "name"),
                Arguments.of(Map.of("name", "bad", "comment", "x".repeat(1001)), "comment"),
                Arguments.of(Map.of("name", "bad", "comment", "\0"), "comment"),
                Arguments.of(Map.of("name", "bad", "properties", Map.of("k", "\0")), "properties.k"),
                Arguments.of(Map.of("name", "bad", "properties", Map.of("", "v")), "properties"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void whatCannotBeTakenIsNamed(Map<String, Object> body, String field) {
        for (String path : List.of(DATABASES, schemas("weir"))) {
            JsonNode problem = server.post(path, body).expect(422).json();
            assertThat(problem.get("errors").get(0).get("field").stringValue()).isEqualTo(field);
        }
    }

    @Test
    void aNameIsRequired() {
        assertThat(server.post(DATABASES, "{\"name\":null}").status()).isBetween(400, 422);
        assertThat(server.post(DATABASES, "{}").status()).isBetween(400, 422);
        assertThat(server.post("/api/v1/tables", "{\"name\":null,\"schema\":{}}")
                        .status())
                .isBetween(400, 422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain1", "default.plain2", "weir.default.plain3"})
    void oneTableHasManyNamesAndIsKnownByTheShortest(String name) {
        String own = name.substring(name.lastIndexOf('.') + 1);
        server.post("/api/v1/tables", Requests.table(name)).expect(201);
        assertThat(server.get("/api/v1/tables/" + own)
                        .expect(200)
                        .json()
                        .get("name")
                        .stringValue())
                .isEqualTo(own);
        assertThat(code(server.post("/api/v1/tables", Requests.table("weir.default." + own))
                        .expect(409)))
                .isEqualTo("table-exists");
        server.post("/api/v1/tables/" + name + "/commits", Requests.commit(Requests.add("a", 1)))
                .expect(200);
        server.delete("/api/v1/tables/" + name + "?purge=true").expect(204);
        server.get("/api/v1/tables/" + own).expect(404);
    }

    @Test
    void tablesAreInSchemasThatAreThere() {
        server.post("/api/v1/tables", Requests.table("come.first")).expect(201);
        assertThat(server.get(schema("weir", "come"))
                        .expect(200)
                        .json()
                        .get("owner")
                        .stringValue())
                .isEqualTo("platform");
        assertThat(field(server.post("/api/v1/tables", Requests.table("absent.come.first"))))
                .isEqualTo("name");
        server.post(DATABASES, Map.of("name", "strict")).expect(201);
        assertThat(field(server.post("/api/v1/tables", Requests.table("strict.come.first"))))
                .isEqualTo("name");
        assertThat(field(server.post("/api/v1/tables", Requests.table("strict.first"))))
                .as("what is a database is no schema")
                .isEqualTo("name");
        assertThat(code(server.post(DATABASES, Map.of("name", "come")).expect(409)))
                .isEqualTo("database-exists");
        assertThat(code(server.post(schemas("weir"), Map.of("name", "strict")).expect(409)))
                .isEqualTo("schema-exists");
        server.patch(DATABASES + "/strict", Map.of("implicitSchemas", true)).expect(200);
        server.post("/api/v1/tables", Requests.table("strict.come.first")).expect(201);
        server.post("/api/v1/tables", Requests.table("weir.come.second")).expect(201);
        assertThat(names(server.get("/api/v1/tables?schema=come"))).containsExactly("come.first", "come.second");
        assertThat(names(server.get("/api/v1/tables?database=strict"))).containsExactly("strict.come.first");
        assertThat(names(server.get("/api/v1/tables?database=strict&schema=none")))
                .isEmpty();
    }

    @Test
    void whatIsNeededIsKeptAndACascadeDropsWhatCanBeTakenBack() {
        server.post(DATABASES, Map.of("name", "needed", "implicitSchemas", true))
                .expect(201);
        server.post("/api/v1/tables", Requests.table("needed.one.a")).expect(201);
        server.post("/api/v1/tables", Requests.table("needed.one.b")).expect(201);
        pipelines.writeTo("needed.one.later", "other", "needed.two.x");
        Answer kept = server.delete(schema("needed", "one") + "?cascade=true").expect(409);
        assertThat(kept.json().get("users").toString()).isEqualTo("[\"pipeline writer-0\"]");
        pipelines.declare("needed.one.clicks", "needed.two.clicks");
        assertThat(server.delete(schema("needed", "one") + "?cascade=true")
                        .expect(409)
                        .json()
                        .get("users")
                        .toString())
                .isEqualTo("[\"pipeline writer-0\",\"relation needed.one.clicks\"]");
        pipelines.declare();
        assertThat(server.delete(schema("needed", "one"))
                        .expect(409)
                        .json()
                        .get("users")
                        .toString())
                .isEqualTo("[\"pipeline writer-0\",\"table needed.one.a\",\"table needed.one.b\"]");
        assertThat(server.delete(DATABASES + "/needed?cascade=true")
                        .expect(409)
                        .json()
                        .get("users")
                        .size())
                .isEqualTo(2);
        pipelines.answer(500);
        server.delete(schema("needed", "one") + "?cascade=true").expect(503);
        pipelines.answer(200);
        pipelines.writeTo("other");
        assertThat(server.delete(schema("needed", "one")).expect(409).text()).contains("table needed.one.a");
        server.delete(DATABASES + "/needed?cascade=true").expect(204);
        server.get("/api/v1/tables/needed.one.a").expect(404);
        Answer homeless = server.post("/api/v1/tables/needed.one.a/undrop", "").expect(422);
        assertThat(field(homeless)).isEqualTo("name");
        server.post(DATABASES, Map.of("name", "needed")).expect(201);
        server.post(schemas("needed"), Map.of("name", "one")).expect(201);
        server.post("/api/v1/tables/needed.one.a/undrop", "").expect(200);
        server.get("/api/v1/tables/needed.one.a").expect(200);
        server.get("/api/v1/tables/needed.one.b").expect(404);
    }

    @Test
    void aTableAndTheEndOfItsSchemaDoNotMeet() throws Exception {
        server.post(DATABASES, Map.of("name", "raced")).expect(201);
        for (int round = 0; round < 20; round++) {
            String schema = "s" + round;
            String table = "/api/v1/tables/raced." + schema + ".t";
            server.post(schemas("raced"), Map.of("name", schema)).expect(201);
            List<Integer> statuses = atOnce(
                    () -> server.post("/api/v1/tables", Requests.table("raced." + schema + ".t"))
                            .status(),
                    () -> server.delete(schema("raced", schema)).status());
            assertThat(statuses).isIn(List.of(201, 409), List.of(422, 204));
            int both = statuses.get(0) == 201 ? 200 : 404;
            server.get(table).expect(both);
            server.get(schema("raced", schema)).expect(both);
        }
    }

    @Test
    void ofADatabaseAndASchemaThatNamesWouldConfuseOneComes() throws Exception {
        for (int round = 0; round < 10; round++) {
            String name = "either" + round;
            List<Integer> statuses =
                    atOnce(() -> server.post(DATABASES, Map.of("name", name)).status(), () -> server.post(
                                    "/api/v1/tables", Requests.table(name + ".t"))
                            .status());
            assertThat(statuses).isIn(List.of(201, 422), List.of(409, 201));
        }
    }

    private List<Integer> atOnce(Callable<Integer> one, Callable<Integer> other) throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        Future<Integer> first = callers.submit(() -> {
            together.await();
            return one.call();
        });
        Future<Integer> second = callers.submit(() -> {
            together.await();
            return other.call();
        });
        return List.of(first.get(), second.get());
    }

    private static String schemas(String database) {
        return DATABASES + "/" + database + "/schemas";
    }

    private static String schema(String database, String schema) {
        return schemas(database) + "/" + schema;
    }

    private static List<String> names(Answer page) {
        List<String> names = new ArrayList<>();
        page.expect(200)
                .json()
                .get("items")
                .forEach(item -> names.add(item.get("name").stringValue()));
        return names;
    }

    private static String code(Answer problem) {
        return problem.json().get("code").stringValue();
    }

    private static String field(Answer problem) {
        return problem.expect(422).json().get("errors").get(0).get("field").stringValue();
    }
}
