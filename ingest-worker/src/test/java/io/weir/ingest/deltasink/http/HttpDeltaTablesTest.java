package io.weir.ingest.deltasink.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.deltasink.DeltaException;
import io.weir.ingest.deltasink.DeltaTables;
import io.weir.ingest.deltasink.DeltaTablesContract;
import io.weir.metadata.MetadataService;
import io.weir.support.identity.ServiceIdentity;
import io.weir.support.services.ServiceLocations;
import io.weir.test.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Against the metadata service itself. */
class HttpDeltaTablesTest extends DeltaTablesContract {

    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static ConfigurableApplicationContext service;
    private static DeltaTables tables;

    private static final Map<String, Object> SCHEMA = Map.of(
            "type",
            "struct",
            "fields",
            List.of(Map.of("name", "id", "type", "long", "nullable", true, "metadata", Map.of())));

    @BeforeAll
    static void start() {
        database = TestDatabase.create("metadata");
        List<String> arguments = new ArrayList<>(List.of(database.arguments()));
        arguments.add("--server.port=0");
        arguments.add("--weir.data-dir=" + folder);
        service = MetadataService.application().run(arguments.toArray(String[]::new));
        URI address = URI.create("http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port"));
        tables =
                new HttpDeltaTables(new ServiceLocations(address, address, address, address), ServiceIdentity.silent());
    }

    @AfterAll
    static void stop() {
        service.close();
        database.close();
    }

    @Test
    void whatAPipelineMakesIsItsOwners() throws Exception {
        tables.madeFor("user:ann").create("theirs", SCHEMA);

        assertThat(HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(table("theirs")).build(), HttpResponse.BodyHandlers.ofString())
                        .body())
                .contains("\"owner\":\"user:ann\"");
    }

    private static URI table(String name) {
        return URI.create("http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port")
                + "/api/v1/tables/" + name);
    }

    /** It can be taken back, so its folder is not free. */
    @Test
    void thatATableOfTheNameWasDroppedIsToldToWhoWouldMakeIt() throws Exception {
        tables.create("dropped", SCHEMA);
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(table("dropped")).DELETE().build(),
                        HttpResponse.BodyHandlers.discarding());

        assertThatThrownBy(() -> tables.create("dropped", SCHEMA))
                .isInstanceOf(DeltaException.class)
                .hasMessageContaining("table dropped cannot be made")
                .hasMessageContaining("location");
    }

    @Override
    protected DeltaTables tables() {
        return tables;
    }
}
