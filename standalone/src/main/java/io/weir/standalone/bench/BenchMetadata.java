package io.weir.standalone.bench;

import io.weir.benchmarks.tables.Committer;
import io.weir.benchmarks.tables.TableService;
import io.weir.metadata.MetadataService;
import io.weir.metadata.commit.CommitService;
import io.weir.standalone.access.LocalAccess;
import io.weir.standalone.platform.Ports;
import io.weir.standalone.port.FreePort;
import io.weir.standalone.postgres.EmbeddedPostgres;
import io.weir.standalone.postgres.PostgresFolders;
import io.weir.standalone.postgres.ServiceDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.springframework.context.ConfigurableApplicationContext;

/** metadata-service alone, on a PostgreSQL of its own. */
final class BenchMetadata implements AutoCloseable {

    private final EmbeddedPostgres postgres;
    private final ConfigurableApplicationContext service;
    private final ServiceDatabase database;
    private final URI address;
    private final LocalAccess access;

    private BenchMetadata(
            EmbeddedPostgres postgres,
            ConfigurableApplicationContext service,
            ServiceDatabase database,
            URI address,
            LocalAccess access) {
        this.postgres = postgres;
        this.service = service;
        this.database = database;
        this.address = address;
        this.access = access;
    }

    static BenchMetadata start(BenchFolder folder) throws IOException, SQLException, InterruptedException {
        Path home = Files.createDirectories(folder.resolve("platform"));
        Ports ports = Ports.from(FreePort.row(Ports.COUNT));
        PostgresFolders folders =
                new PostgresFolders(home.resolve("postgres"), folder.resolve("programs"), home.resolve("postgres.log"));
        EmbeddedPostgres postgres = EmbeddedPostgres.start(folders, ports.postgres());
        ServiceDatabase database = postgres.databaseOf("metadata");
        ConfigurableApplicationContext service = MetadataService.application()
                .run(
                        "--weir.data-dir=" + home,
                        "--weir.identity.keeper=true",
                        "--server.address=127.0.0.1",
                        "--server.port=" + ports.metadata(),
                        "--logging.level.root=warn",
                        "--spring.datasource.url=" + database.url(),
                        "--spring.datasource.username=" + database.username(),
                        "--spring.datasource.password=" + database.password());
        return new BenchMetadata(
                postgres, service, database, URI.create("http://127.0.0.1:" + ports.metadata()), new LocalAccess(home));
    }

    TableService client() {
        return new TableService(address, access::sign);
    }

    Committer inProcess() {
        return new InProcessCommits(service.getBean(CommitService.class));
    }

    ServiceDatabase database() {
        return database;
    }

    @Override
    public void close() throws IOException {
        service.close();
        postgres.close();
    }
}
