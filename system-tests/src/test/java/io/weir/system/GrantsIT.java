package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.system.SharedPlatform.Addresses;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a user was granted is open in the service that has it, and nothing beside it is. */
@ExtendWith(SharedPlatform.class)
class GrantsIT {

    private static final Duration TAKES_EFFECT = Duration.ofMinutes(1);

    private final Addresses weir;

    GrantsIT(Addresses weir) {
        this.weir = weir;
    }

    private JsonNode make(String path, String body) throws Exception {
        HttpResponse<String> made = Http.call("POST", weir.gateway() + "/api/v1" + path, "application/json", body);
        assertThat(made.statusCode()).as(path + ": " + made.body()).isEqualTo(201);
        return Http.json(made.body());
    }

    private String grant(String privilege, String kind, String name) throws Exception {
        String body = "{\"role\":\"reader\",\"privilege\":\"%s\",\"kind\":\"%s\",\"name\":\"%s\"}";
        return make("/grants", body.formatted(privilege, kind, name)).path("id").asText();
    }

    private void makeTable(String name) throws Exception {
        make("/tables", """
                {"name": "%s", "schema": {"type": "struct", "fields":
                 [{"name": "id", "type": "long", "nullable": true, "metadata": {}}]}}""".formatted(name));
    }

    private int status(String method, String path, String token) throws Exception {
        return Http.withToken(method, weir.gateway() + "/api/v1" + path, token).statusCode();
    }

    @Test
    void aUserReachesWhatItWasGrantedInEveryService() throws Exception {
        makeTable("granted.orders");
        makeTable("withheld");
        make("/roles", "{\"name\":\"reader\"}");
        make("/users", "{\"name\":\"reader\",\"roles\":[\"reader\"]}");
        String token = make("/tokens", "{\"name\":\"reader\",\"scope\":\"WRITE\",\"user\":\"reader\"}")
                .path("token")
                .asText();
        assertThat(status("GET", "/tables/granted.orders", token)).isEqualTo(403);
        String given = grant("SELECT", "TABLE", "granted.*");
        grant("USAGE", "PIPELINE", "*");
        grant("SELECT", "JOB", "*");
        await().atMost(TAKES_EFFECT).until(() -> status("GET", "/tables/granted.orders", token) == 200);
        assertThat(status("GET", "/tables/granted.orders/commits", token)).isEqualTo(200);
        assertThat(status("GET", "/tables/withheld", token)).isEqualTo(403);
        assertThat(status("DELETE", "/tables/granted.orders", token)).isEqualTo(403);
        String listed = Http.withToken("GET", weir.gateway() + "/api/v1/tables?limit=1000", token)
                .body();
        assertThat(listed).contains("granted.orders").doesNotContain("withheld");
        await().atMost(TAKES_EFFECT).until(() -> status("GET", "/pipelines/none", token) == 404);
        assertThat(status("POST", "/pipelines/none/start", token)).isEqualTo(403);
        await().atMost(TAKES_EFFECT).until(() -> status("GET", "/namespaces", token) == 200);
        assertThat(status("GET", "/stores/none", token)).isEqualTo(403);
        assertThat(Http.call("DELETE", weir.gateway() + "/api/v1/grants/" + given, "application/json", "")
                        .statusCode())
                .isEqualTo(204);
        await().atMost(TAKES_EFFECT).until(() -> status("GET", "/tables/granted.orders", token) == 403);
    }

    /** In whichever service they are kept, and as long as they are in it. */
    @Test
    void aGrantOnAnOrganizationOpensWhatIsInIt() throws Exception {
        make("/databases", "{\"name\":\"grouped\",\"implicitSchemas\":true}");
        makeTable("grouped.sales.orders");
        makeTable("grouped_not");
        make("/organizations", "{\"name\":\"grouped\"}");
        make("/roles", "{\"name\":\"grouped\"}");
        make("/users", "{\"name\":\"grouped\",\"roles\":[\"grouped\"]}");
        String token = make("/tokens", "{\"name\":\"grouped\",\"scope\":\"WRITE\",\"user\":\"grouped\"}")
                .path("token")
                .asText();
        make(
                "/grants",
                "{\"role\":\"grouped\",\"privilege\":\"SELECT\",\"kind\":\"ORGANIZATION\",\"name\":\"grouped\"}");
        assertThat(status("GET", "/tables/grouped.sales.orders", token)).isEqualTo(403);
        String contents = weir.gateway() + "/api/v1/organizations/grouped/contents";
        for (String member : List.of("DATABASE", "PIPELINE", "JOB")) {
            String name = "\"name\":\"grouped\"";
            HttpResponse<String> put =
                    Http.call("PUT", contents, "application/json", "{\"kind\":\"" + member + "\"," + name + "}");
            assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
        }

        await().atMost(TAKES_EFFECT).until(() -> status("GET", "/tables/grouped.sales.orders", token) == 200);
        await().atMost(TAKES_EFFECT).until(() -> status("GET", "/pipelines/grouped", token) == 404);
        assertThat(status("GET", "/tables/grouped_not", token)).isEqualTo(403);
        assertThat(status("DELETE", "/tables/grouped.sales.orders", token)).isEqualTo(403);

        assertThat(Http.call("DELETE", contents + "?kind=DATABASE&name=grouped", "application/json", "")
                        .statusCode())
                .isEqualTo(204);
        await().atMost(TAKES_EFFECT).until(() -> status("GET", "/tables/grouped.sales.orders", token) == 403);
        assertThat(status("GET", "/pipelines/grouped", token)).isEqualTo(404);
    }

    /** Whoever writes several tables of one stream may write each of them. */
    @Test
    void theTableOfEachBranchIsAskedForAsThePipelinesOwnIs() throws Exception {
        make("/roles", "{\"name\":\"brancher\"}");
        make("/users", "{\"name\":\"brancher\",\"roles\":[\"brancher\"]}");
        String token = make("/tokens", "{\"name\":\"brancher\",\"scope\":\"WRITE\",\"user\":\"brancher\"}")
                .path("token")
                .asText();
        String grant = "{\"role\":\"brancher\",\"privilege\":\"%s\",\"kind\":\"%s\",\"name\":\"%s\"}";
        make("/grants", grant.formatted("MANAGE", "PIPELINE", "branched"));
        make("/grants", grant.formatted("SELECT", "STORE", "branch-broker"));
        make("/grants", grant.formatted("INSERT", "TABLE", "branched_own"));
        String alone = """
                {"name": "branched", "source": {"store": "branch-broker", "topic": "orders"},
                 "columns": [{"name": "id", "type": "BIGINT"}], "transform": "select id from input",
                 "target": {"delta": {"table": "branched_own"}}}""";
        String branched = alone.replaceFirst("}$", """
                , "branches": [{"transform": "select id from input", "target": {"delta": {"table": "branched_more"}}}]}""");
        String validate = weir.gateway() + "/api/v1/pipelines/validate";
        // There is no such store, which is said to those only who may ask.
        await().atMost(TAKES_EFFECT)
                .until(() -> Http.withToken("POST", validate, token, alone).statusCode() == 422);

        HttpResponse<String> refused = Http.withToken("POST", validate, token, branched);
        make("/grants", grant.formatted("INSERT", "TABLE", "branched_more"));

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("branched_more");
        await().atMost(TAKES_EFFECT)
                .until(() -> Http.withToken("POST", validate, token, branched).statusCode() == 422);
    }

    /** Else whoever may change a pipeline would read by it what is closed to them. */
    @Test
    void aChangeOfAPipelineIsAskedForWhatItBringsAlong() throws Exception {
        make("/stores", "{\"name\":\"change-lake\",\"kind\":\"DUCKDB\",\"properties\":{\"path\":\"change.duckdb\"}}");
        make("/stores", """
                {"name": "change-broker", "kind": "KAFKA", "properties": {"bootstrapServers": "%s"}}""".formatted(weir.host() + ":" + (weir.port() + 4)));
        make("/functions", "{\"name\":\"withheld_sum\",\"parameters\":[\"x\"],\"body\":\"x + 1\"}");
        make("/pipelines", """
                {"name": "changed", "source": {"store": "change-broker", "topic": "orders"},
                 "columns": [{"name": "id", "type": "BIGINT"}], "transform": "select id from input",
                 "target": {"warehouse": {"store": "change-lake", "table": "changed"}}}""");
        make("/roles", "{\"name\":\"changer\"}");
        make("/users", "{\"name\":\"changer\",\"roles\":[\"changer\"]}");
        String token = make("/tokens", "{\"name\":\"changer\",\"scope\":\"WRITE\",\"user\":\"changer\"}")
                .path("token")
                .asText();
        make("/grants", "{\"role\":\"changer\",\"privilege\":\"MANAGE\",\"kind\":\"PIPELINE\",\"name\":\"changed\"}");
        String pipeline = weir.gateway() + "/api/v1/pipelines/changed";
        await().atMost(TAKES_EFFECT)
                .until(() -> Http.withToken("PATCH", pipeline, token, "{\"properties\":{}}")
                                .statusCode()
                        == 200);

        Map<String, String> changes = Map.of(
                "withheld-shop",
                "{\"references\":[{\"name\":\"customer\",\"store\":\"withheld-shop\",\"table\":\"customers\"}]}",
                "change-lake",
                "{\"references\":[{\"name\":\"customer\",\"table\":\"customers\"}]}",
                "withheld-broker",
                "{\"join\":{\"with\":{\"source\":{\"store\":\"withheld-broker\",\"topic\":\"payments\"}}}}",
                "withheld_sum",
                "{\"join\":{\"with\":{\"transform\":\"select withheld_sum(id) as id from input\"}}}",
                "withheld_table",
                "{\"branches\":[{\"transform\":\"select id from input\","
                        + "\"target\":{\"delta\":{\"table\":\"withheld_table\"}}}]}");
        for (Map.Entry<String, String> change : changes.entrySet()) {
            HttpResponse<String> refused = Http.withToken("PATCH", pipeline, token, change.getValue());
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
            assertThat(refused.body()).contains(change.getKey());
        }
    }

    /** Whoever may only write to a warehouse would else read any table of it: records bring the keys, and rows the answers. */
    @Test
    void aTableOfTheTargetsWarehouseIsLookedUpByWhoMayReadIt() throws Exception {
        make("/stores", "{\"name\":\"looked-lake\",\"kind\":\"DUCKDB\",\"properties\":{\"path\":\"looked.duckdb\"}}");
        make("/relations", """
                {"name": "looked_rows", "kind": "TABLE", "target": {"warehouse": {"store": "looked-lake", "table": "rows"}}}""");
        make("/roles", "{\"name\":\"looker\"}");
        make("/users", "{\"name\":\"looker\",\"roles\":[\"looker\"]}");
        String token = make("/tokens", "{\"name\":\"looker\",\"scope\":\"WRITE\",\"user\":\"looker\"}")
                .path("token")
                .asText();
        String grant = "{\"role\":\"looker\",\"privilege\":\"%s\",\"kind\":\"%s\",\"name\":\"%s\"}";
        make("/grants", grant.formatted("MANAGE", "PIPELINE", "looking"));
        make("/grants", grant.formatted("SELECT", "STORE", "looked-broker"));
        make("/grants", grant.formatted("INSERT", "STORE", "looked-lake"));
        make("/grants", grant.formatted("INSERT", "RELATION", "looked_rows"));
        String looking = """
                {"name": "looking", "source": {"store": "looked-broker", "topic": "orders"}, "target": %s,
                 "columns": [{"name": "id", "type": "BIGINT"}], "transform": "select id from input", "references": %s}""";
        String table = "{\"warehouse\": {\"store\": \"looked-lake\", \"table\": \"rows\"}}";
        String relation = "{\"relation\": \"looked_rows\"}";
        String salaries = "[{\"name\": \"pay\", \"table\": \"salaries\"}]";
        String validate = weir.gateway() + "/api/v1/pipelines/validate";
        // There is no such broker, which is said to those only who may ask.
        for (String target : List.of(table, relation)) {
            await().atMost(TAKES_EFFECT)
                    .until(() -> Http.withToken("POST", validate, token, looking.formatted(target, "[]"))
                                    .statusCode()
                            == 422);
        }

        for (String target : List.of(table, relation)) {
            HttpResponse<String> refused = Http.withToken("POST", validate, token, looking.formatted(target, salaries));
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
            assertThat(refused.body()).contains("SELECT on STORE 'looked-lake'");
        }

        make("/grants", grant.formatted("SELECT", "STORE", "looked-lake"));
        for (String target : List.of(table, relation)) {
            await().atMost(TAKES_EFFECT)
                    .until(() -> Http.withToken("POST", validate, token, looking.formatted(target, salaries))
                                    .statusCode()
                            == 422);
        }
    }

    /** Who first sends of a job owns it: reads it, tags it, lets others have it, and nothing of another's. */
    @Test
    void aJobIsWhoseItWasFirstSent() throws Exception {
        make("/roles", "{\"name\":\"runner\"}");
        make("/users", "{\"name\":\"runner\",\"roles\":[\"runner\"]}");
        String token = make("/tokens", "{\"name\":\"runner\",\"scope\":\"WRITE\",\"user\":\"runner\"}")
                .path("token")
                .asText();
        make("/grants", "{\"role\":\"runner\",\"privilege\":\"INSERT\",\"kind\":\"JOB\",\"name\":\"owned-*\"}");
        make("/jobs/owned-admins/runs", "{}");
        String runs = weir.gateway() + "/api/v1/jobs/owned-nightly/runs";
        await().atMost(TAKES_EFFECT)
                .until(() -> Http.withToken("POST", runs, token, "{}").statusCode() == 201);

        String job = "/namespaces/weir/jobs/owned-nightly";
        HttpResponse<String> mine = Http.withToken("GET", weir.gateway() + "/api/v1" + job, token);
        assertThat(mine.body()).contains("\"owner\":\"user:runner\"");
        assertThat(status("POST", job + "/tags/mine", token)).isEqualTo(200);
        assertThat(status("GET", "/namespaces/weir/jobs/owned-admins", token)).isEqualTo(403);
        assertThat(status("GET", "/jobs", token)).isEqualTo(403);
        String grants = weir.gateway() + "/api/v1/grants";
        String lent = "{\"role\":\"runner\",\"privilege\":\"SELECT\",\"kind\":\"JOB\",\"name\":\"%s\"}";
        assertThat(Http.withToken("POST", grants, token, lent.formatted("owned-nightly"))
                        .statusCode())
                .isEqualTo(201);
        assertThat(Http.withToken("POST", grants, token, lent.formatted("owned-admins"))
                        .statusCode())
                .isEqualTo(403);
        String owner = weir.gateway() + "/api/v1" + job + "/owner";
        HttpResponse<String> given = Http.withToken("PUT", owner, token, "{\"owner\":\"user:ben\"}");
        assertThat(given.body()).contains("\"owner\":\"user:ben\"");
        assertThat(Http.withToken("PUT", owner, token, "{\"owner\":\"user:runner\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(status("POST", job + "/tags/others", token)).isEqualTo(403);
    }

    /** From a schema to what is made in it later, through the gateway and its service; and back when it is gone. */
    @Test
    void whatIsGrantedOnASchemaHoldsForWhatIsInIt() throws Exception {
        make("/databases", "{\"name\":\"atlas\"}");
        make("/databases/atlas/schemas", "{\"name\":\"maps\"}");
        make("/databases/atlas/schemas", "{\"name\":\"drafts\"}");
        makeTable("atlas.drafts.rivers");
        make("/roles", "{\"name\":\"mapper\"}");
        make("/users", "{\"name\":\"mapper\",\"roles\":[\"mapper\"]}");
        String token = make("/tokens", "{\"name\":\"mapper\",\"scope\":\"WRITE\",\"user\":\"mapper\"}")
                .path("token")
                .asText();
        make("/grants", "{\"role\":\"mapper\",\"privilege\":\"SELECT\",\"kind\":\"SCHEMA\",\"name\":\"atlas.maps\"}");
        String schema = "/databases/atlas/schemas/maps";
        await().atMost(TAKES_EFFECT).until(() -> status("GET", schema, token) == 200);
        makeTable("atlas.maps.rivers");
        assertThat(status("GET", "/tables/atlas.maps.rivers/commits", token)).isEqualTo(200);
        assertThat(status("GET", "/tables/atlas.drafts.rivers", token)).isEqualTo(403);
        assertThat(status("DELETE", "/tables/atlas.maps.rivers", token)).isEqualTo(403);
        assertThat(status("DELETE", schema + "?cascade=true", token)).isEqualTo(403);
        assertThat(status("GET", "/databases/atlas", token)).isEqualTo(403);
        relationsAreInTheirSchemas(token);
        assertThat(items("/tables?limit=1000", token)).containsExactly("atlas.maps.rivers");
        assertThat(items("/databases/atlas/schemas", token)).containsExactly("maps");
        HttpResponse<String> given = Http.call(
                "PUT",
                weir.gateway() + "/api/v1" + schema + "/owner",
                "application/json",
                "{\"owner\":\"user:mapper\"}");
        assertThat(given.statusCode()).as(given.body()).isEqualTo(200);
        assertThat(status("DELETE", schema, token)).isEqualTo(409);
        assertThat(status("DELETE", schema + "?cascade=true", token)).isEqualTo(204);
        await().atMost(TAKES_EFFECT).until(() -> status("GET", "/tables/atlas.maps.rivers", token) == 403);
        make("/databases/atlas/schemas", "{\"name\":\"maps\"}");
        assertThat(status("GET", schema, token)).as("the next of the name").isEqualTo(403);
        Http.call("DELETE", weir.gateway() + "/api/v1/databases/atlas?cascade=true", "application/json", "");
    }

    /** The schema keeps one that is in it; what it is granted for opens that, and nothing of the other schema's. */
    private void relationsAreInTheirSchemas(String token) throws Exception {
        for (String schema : List.of("maps", "drafts")) {
            make("/relations", """
                    {"name": "atlas.%1$s.flow", "kind": "TABLE", "target": {"delta": {"table": "atlas.%1$s.rivers"}}}""".formatted(schema));
        }
        assertThat(items("/relations?limit=1000", token)).containsExactly("atlas.maps.flow");
        assertThat(status("GET", "/relations/atlas.maps.flow", token)).isEqualTo(200);
        assertThat(status("DELETE", "/relations/atlas.maps.flow", token)).isEqualTo(403);
        assertThat(status("GET", "/relations/atlas.drafts.flow", token)).isEqualTo(403);
        assertThat(status("POST", "/relations/atlas.maps.flow/start", token)).isEqualTo(403);
        assertThat(status("GET", "/relations/atlas.drafts.flow/sample", token)).isEqualTo(403);
        makePipelines(token);
        HttpResponse<String> homeless = Http.call(
                "POST",
                weir.gateway() + "/api/v1/relations",
                "application/json",
                "{\"name\":\"atlas.none.flow\",\"kind\":\"TABLE\",\"target\":{\"delta\":{\"table\":\"t\"}}}");
        assertThat(homeless.statusCode()).as(homeless.body()).isEqualTo(422);
        String maps = weir.gateway() + "/api/v1/databases/atlas/schemas/maps?cascade=true";
        assertThat(Http.call("DELETE", maps, "application/json", "").body()).contains("relation atlas.maps.flow");
        for (String schema : List.of("maps", "drafts")) {
            String flow = weir.gateway() + "/api/v1/relations/atlas." + schema + ".flow";
            assertThat(Http.call("DELETE", flow, "application/json", "").statusCode())
                    .isEqualTo(204);
        }
    }

    /** A relation lends its store: who may read it may have a pipeline read it, and who may not may not. */
    private void makePipelines(String token) throws Exception {
        make("/grants", "{\"role\":\"mapper\",\"privilege\":\"MANAGE\",\"kind\":\"PIPELINE\",\"name\":\"mapper-*\"}");
        await().atMost(TAKES_EFFECT).until(() -> status("GET", "/pipelines/mapper-none", token) == 404);
        assertThat(pipelineOf(token, "atlas.drafts.flow")).contains("RELATION 'atlas.drafts.flow'");
        assertThat(pipelineOf(token, "atlas.maps.flow")).contains("\"field\":\"source.relation\"", "is of tables");
    }

    /** With a function its users go where the caller may know and remove each of them, and else nothing goes. */
    @Test
    void aCascadeNeedsToManageWhatItTakesAlong() throws Exception {
        make("/roles", "{\"name\":\"cascader\"}");
        make("/users", "{\"name\":\"cascader\",\"roles\":[\"cascader\"]}");
        String token = make("/tokens", "{\"name\":\"cascader\",\"scope\":\"WRITE\",\"user\":\"cascader\"}")
                .path("token")
                .asText();
        make("/functions", "{\"name\":\"cascaded\",\"parameters\":[\"a\"],\"body\":\"a + 1\"}");
        make("/stores", """
                {"name": "cascade-broker", "kind": "KAFKA", "properties": {"bootstrapServers": "127.0.0.1:9"}}""");
        make("/pipelines", """
                {"name": "cascade-caller", "source": {"store": "cascade-broker", "topic": "t"},
                 "columns": [{"name": "id", "type": "BIGINT"}], "transform": "select cascaded(id) as n from input",
                 "target": {"delta": {"table": "cascade_rows"}}}""");
        String function = "/functions/cascaded";
        String all = function + "?cascade=true";
        make("/grants", "{\"role\":\"cascader\",\"privilege\":\"MANAGE\",\"kind\":\"FUNCTION\",\"name\":\"cascaded\"}");
        await().atMost(TAKES_EFFECT).until(() -> status("DELETE", all, token) == 409);
        assertThat(Http.withToken("DELETE", weir.gateway() + "/api/v1" + all, token)
                        .body())
                .contains("\"otherUsers\":1")
                .doesNotContain("cascade-caller");
        make("/grants", "{\"role\":\"cascader\",\"privilege\":\"USAGE\",\"kind\":\"PIPELINE\",\"name\":\"cascade-*\"}");
        await().atMost(TAKES_EFFECT).until(() -> status("GET", "/pipelines/cascade-caller", token) == 200);
        assertThat(status("DELETE", all, token)).isEqualTo(403);
        assertThat(status("GET", function, token)).isEqualTo(200);
        make(
                "/grants",
                "{\"role\":\"cascader\",\"privilege\":\"MANAGE\",\"kind\":\"PIPELINE\",\"name\":\"cascade-*\"}");
        await().atMost(TAKES_EFFECT).until(() -> status("DELETE", all, token) == 204);
        assertThat(Http.call("GET", weir.gateway() + "/api/v1/pipelines/cascade-caller", "application/json", "")
                        .statusCode())
                .isEqualTo(404);
    }

    private String pipelineOf(String token, String relation) throws Exception {
        String body = "{\"name\":\"mapper-flow\",\"source\":{\"relation\":\"" + relation + "\"},\"target\":{}}";
        return Http.withToken("POST", weir.gateway() + "/api/v1/pipelines", token, body)
                .body();
    }

    private List<String> items(String path, String token) throws Exception {
        JsonNode page = Http.json(
                Http.withToken("GET", weir.gateway() + "/api/v1" + path, token).body());
        List<String> names = new ArrayList<>();
        page.path("items").forEach(item -> names.add(item.path("name").asText()));
        return names;
    }
}
