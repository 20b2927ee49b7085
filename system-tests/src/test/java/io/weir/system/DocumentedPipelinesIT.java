package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.eventhubs.emulator.EventHubsEmulator;
import io.weir.test.TestDatabase;
import io.weir.test.kinesis.KinesisServer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The commands of pages on pipelines: where events come from, what becomes of them, and what pipelines share. */
class DocumentedPipelinesIT extends DocumentedCommands {

    DocumentedPipelinesIT(SharedPlatform.Addresses platform) {
        super(platform);
    }

    /** All calls of the guide, and of those that go on from there, at the ports of this platform. */
    @Test
    void theGuidesCallsRunAsWritten() throws Exception {
        String guide = commands("docs/getting-started.md")
                + commands("docs/changing-pipelines.md")
                + commands("docs/dead-letters.md")
                + commands("docs/write-modes.md")
                + commands("docs/transforms.md")
                + commands("docs/formats.md")
                + commands("docs/expectations.md");

        assertThat(runProgram(guide)).contains("big-orders", "accounts", "products", "readings");
        assertThat(get("/api/v1/pipelines/sound-orders")).contains("known_currency");
    }

    /** The same of the guide to hubs, and what comes of it: a hub's events are rows, and nobody learns the key. */
    @Test
    void theCallsForHubsMakeTablesOfTheirEvents() throws Exception {
        try (EventHubsEmulator emulator = EventHubsEmulator.start()) {
            emulator.hub("receipts", 2).produce(1_000, index -> "{\"id\":" + index + "}");
            run("export SALES_HUBS='" + emulator.connectionString() + "'\n"
                    + commands("docs/event-hubs.md").replace("sales.servicebus.windows.net", emulator.namespace()));

            String taken = "/api/v1/pipelines/receipts/progress?received=1000&waitMillis=20000";
            JsonNode progress = await().atMost(Duration.ofMinutes(2))
                    .until(
                            () -> Http.json(get(taken)),
                            told -> told.path("received").asInt() >= 1_000);
            assertThat(progress.path("written").asInt()).isEqualTo(1_000);
            await().atMost(Duration.ofMinutes(1)).until(() -> get("/api/v1/lineage?nodeId=job:weir:receipts")
                    .contains("dataset:kafka://" + emulator.namespace() + ":receipts"));
            String tried = platform.gateway() + "/api/v1/stores/sales-hubs/test-connection?entity=receipts";
            assertThat(Http.call("POST", tried, "application/json", "").body())
                    .contains("\"ok\":true", "finds the HUB receipts");
            assertThat(get("/api/v1/stores/sales-hubs")
                            + get("/api/v1/secrets/sales-hubs")
                            + get("/api/v1/pipelines/receipts")
                            + progress)
                    .doesNotContain(EventHubsEmulator.KEY);
            Http.call("POST", platform.gateway() + "/api/v1/pipelines/receipts/stop", "application/json", "");
        }
    }

    /** The guide to files: what lies in a folder that is allowed is rows, and the run ends by itself. */
    @Test
    void theCallsForFilesMakeTablesOfTheirRows() throws Exception {
        Path sales = platform.dataDir().resolve("captures").resolve("sales");
        Files.createDirectories(sales.resolve("receipts"));
        Files.writeString(sales.resolve("receipts/a.ndjson"), "{\"id\":1}\n{\"id\":2}\n");
        Files.writeString(sales.resolve("receipts/b.jsonl"), "{\"id\":3}\n");

        run(commands("docs/replaying-files.md").replace("/data/captures/sales", sales.toString()));

        await().until(() -> get("/api/v1/pipelines/receipts-again").contains("\"state\":\"STOPPED\""));
        String progress = get("/api/v1/pipelines/receipts-again/progress");
        assertThat(Http.json(progress).path("written").asInt()).isEqualTo(3);
        assertThat(Http.json(progress).path("lag").asInt()).isZero();
        await().until(() -> get("/api/v1/lineage?nodeId=job:weir:receipts-again")
                .contains("dataset:file:" + sales.resolve("receipts")));
    }

    /** Functions, a pipeline that calls them, and a change of one. */
    @Test
    void functionsAreMadeCalledAndChangedAsWritten() throws Exception {
        assertThat(runPage("docs/functions.md")).contains("5 created", "in_cents", "function gross deleted");
    }

    /** A stream, a table, a pipeline that names both, a view, and what a query feeds. */
    @Test
    void relationsAreMadeNamedAndRemovedAsWritten() throws Exception {
        assertThat(runPage("docs/relations.md"))
                .contains("7 created", "kiosk-orders", "UPSERT", "dear_customers", "relation kiosk.totals deleted");
    }

    /** A topic, a table of a warehouse, and rows that were added to both. */
    @Test
    void entitiesAreLookedAtAndAddedToAsWritten() throws Exception {
        assertThat(runPage("docs/entities.md"))
                .contains(
                        "4 created",
                        "TOPIC",
                        "desk-orders",
                        "TABLE",
                        "main/orders",
                        "nib",
                        "finds the TOPIC desk-orders");
    }

    /** A server of the tests' own stands for Amazon's. */
    @Test
    void streamsOfKinesisAreLookedAtAndAddedToAsWritten() throws Exception {
        try (KinesisServer server = new KinesisServer()) {
            server.make("orders", 2);

            String said = runProgram(commands("docs/kinesis.md")
                    .replaceAll("(?m)^(\\./weir secrets create )", "printf hunter2-aws | $1")
                    .replace("region=eu-central-1", "region=eu-central-1 --properties endpoint=" + server.endpoint()));

            assertThat(said)
                    .contains("STREAM", "orders", "shardId-000000000001", "tea")
                    .containsPattern("finds .*orders");
        }
    }

    /** One that gets more partitions, keeps its records for another time, and grows by a file. */
    @Test
    void topicsAreMadeAndChangedAsWritten() throws Exception {
        assertThat(runPage("docs/topics.md"))
                .contains("shelf-sales", "86400000", "it would be: 0 created, 1 changed", "topic shelf-sales deleted");
    }

    /** A database that somebody has, with a role that may see three columns of a table. */
    @Test
    void recordsAreLookedUpInADatabaseAsWritten() throws Exception {
        try (TestDatabase shop = TestDatabase.create("shop")) {
            try (Connection connection = shop.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create table customers (id bigint primary key, name text, tier text)");
                statement.execute("insert into customers values (7, 'Ada', 'gold')");
            }
            String commands = commands("docs/postgresql.md")
                    .replaceAll("(?m)^(\\./weir secrets create )", "printf hunter2-shop | $1")
                    .replace("address=db.example.com:5432", "address=127.0.0.1:" + shop.port())
                    .replace("database=shop", "database=" + shop.username() + " --properties sslMode=disable")
                    .replace("username=weir", "username=" + shop.username())
                    .replace("public/customers", "shop/customers")
                    .replace("--path public", "--path shop")
                    .replace("public.customers", "shop.customers");

            String said = runProgram(commands);

            assertThat(said)
                    .contains("finds the TABLE shop/customers", "Ada", "gold", "none")
                    .doesNotContain("hunter2-shop");
            HttpResponse<String> used =
                    Http.withToken("DELETE", platform.gateway() + "/api/v1/stores/shop", platform.token(), "");
            assertThat(used.statusCode()).isEqualTo(409);
            assertThat(used.body()).contains("store-in-use", "tiers");
            Http.withToken("POST", platform.gateway() + "/api/v1/pipelines/tiers/stop", platform.token(), "");
        }
    }

    /** Each pattern ends as its recipe says: merged, without what was there twice, and in both tables. */
    @Test
    void theRecipesDoWhatTheySay() throws Exception {
        Path recipes = platform.dataDir().resolve("captures").resolve("recipes");
        runProgram(commands("docs/streaming-patterns.md").replace("/data/captures/recipes", recipes.toString()));
        for (String pipeline :
                List.of("customers-latest", "orders-both", "orders-branched", "visits-by-minute", "paid-orders")) {
            await().until(() -> get("/api/v1/pipelines/" + pipeline).contains("\"state\":\"STOPPED\""));
        }

        String merged = get("/api/v1/pipelines/customers-latest/progress");
        String customers = get("/api/v1/warehouse/recipes-lake/tables/customers");
        assertThat(merged).contains("\"received\":5", "\"written\":4", "\"filtered\":1");
        assertThat(Http.json(customers).path("rowCount").asInt()).as(customers).isEqualTo(2);
        assertThat(customers).contains("city");

        String orders = get("/api/v1/warehouse/recipes-lake/tables/orders");
        assertThat(Http.json(orders).path("rowCount").asInt()).as(orders).isEqualTo(3);

        for (Map.Entry<String, Integer> branch :
                Map.of("all_orders", 3, "dear_orders", 2, "latest_orders", 1).entrySet()) {
            String branched = get("/api/v1/warehouse/recipes-lake/tables/" + branch.getKey());
            assertThat(Http.json(branched).path("rowCount").asInt())
                    .as(branched)
                    .isEqualTo(branch.getValue());
        }

        assertThat(get("/api/v1/pipelines/visits-by-minute/progress")).contains("\"received\":4", "\"written\":4");
        String visits = get("/api/v1/tables/recipe_visits");
        assertThat(Http.json(visits).path("rows").asInt()).as(visits).isEqualTo(1);
        String open = get("/api/v1/tables/recipe_visits_visits-by-minute_state");
        assertThat(Http.json(open).path("rows").asInt()).as(open).isBetween(1, 4);

        assertThat(get("/api/v1/pipelines/paid-orders/progress"))
                .contains("\"received\":9", "\"written\":8", "\"filtered\":1");
        String paid = get("/api/v1/tables/recipe_paid");
        assertThat(Http.json(paid).path("rows").asInt()).as(paid).isEqualTo(3);

        String compacted = runProgram(commands("docs/compaction.md").replace("compact orders", "compact orders-both"));
        assertThat(compacted).containsPattern("outcome +DONE").containsPattern("filesLeft +0");
    }
}
