package io.weir.ingest.deltasink.http;

import io.weir.ingest.deltasink.DeltaTables;
import io.weir.ingest.deltasink.DeltaTablesContract;
import io.weir.metadata.MetadataService;
import io.weir.support.identity.ServiceIdentity;
import io.weir.support.services.ServiceLocations;
import io.weir.test.TestDatabase;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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

    @Override
    protected DeltaTables tables() {
        return tables;
    }
}
