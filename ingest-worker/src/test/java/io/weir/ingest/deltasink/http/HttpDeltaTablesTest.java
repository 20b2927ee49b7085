package io.weir.ingest.deltasink.http;

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

    /** It can be taken back, so its folder is not free. */
    @Test
    void thatATableOfTheNameWasDroppedIsToldToWhoWouldMakeIt() throws Exception {
        Map<String, Object> id = Map.of("name", "id", "type", "long", "nullable", true, "metadata", Map.of());
        Map<String, Object> schema = Map.of("type", "struct", "fields", List.of(id));
        tables.create("dropped", schema);
        URI table = URI.create("http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port")
                + "/api/v1/tables/dropped");
        HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(table).DELETE().build(), HttpResponse.BodyHandlers.discarding());

        assertThatThrownBy(() -> tables.create("dropped", schema))
                .isInstanceOf(DeltaException.class)
                .hasMessageContaining("table dropped cannot be made")
                .hasMessageContaining("location");
    }

    @Override
    protected DeltaTables tables() {
        return tables;
    }
}
