package io.weir.standalone.connection;

import io.weir.ingest.IngestWorker;
import io.weir.lineage.LineageService;
import io.weir.metadata.MetadataService;
import io.weir.platform.PlatformApi;
import io.weir.standalone.port.FreePort;
import io.weir.test.SelfSigned;
import io.weir.test.TestDatabase;
import io.weir.test.s3.ObjectServer;
import io.weir.test.s3.S3Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The four services with TLS between them, tables in a bucket, and a receiver of traces. */
final class ConnectedServices {

    private final List<AutoCloseable> started = new ArrayList<>();
    final Path folder;
    final SelfSigned certificate;
    final TestDatabase database;
    final TraceReceiver receiver;
    final int gateway;
    final int metadata;
    private int management;
    private HttpClient http;

    ConnectedServices(Path folder) throws IOException {
        this.folder = folder;
        certificate = SelfSigned.in(Files.createDirectory(folder.resolve("first")));
        Path authorities = Files.copy(certificate.certificate(), folder.resolve("authorities.pem"));
        Files.copy(certificate.certificate(), folder.resolve("certificate.pem"));
        Files.copy(certificate.key(), folder.resolve("key.pem"));
        receiver = also(new TraceReceiver());
        S3Server store = also(new S3Server());
        String[] common = {
            "--weir.data-dir=" + folder,
            "--weir.tls.certificate=" + folder.resolve("certificate.pem"),
            "--weir.tls.key=" + folder.resolve("key.pem"),
            "--weir.tls.authorities=" + authorities,
            // Probes and Prometheus come by a port that nobody else reaches.
            "--management.server.port=0",
            "--weir.tracing.endpoint=" + receiver.endpoint(),
            "--management.opentelemetry.tracing.export.schedule-delay=50ms"
        };
        database = TestDatabase.create("metadata");
        int front = FreePort.row(1);
        int lineage = run(LineageService.application(), TestDatabase.create("lineage"), common);
        metadata = run(
                MetadataService.application(),
                database,
                common,
                "--weir.metadata.s3.endpoint=" + store.endpoint(),
                "--weir.metadata.s3.path-style=true",
                // Whose version a look publishes is not known: here only the requests wake the mirror.
                "--weir.metadata.mirror.poll-interval=1h",
                "--weir.services.lineage-url=https://localhost:" + lineage,
                "--weir.metadata.allowed-roots=s3://" + ObjectServer.BUCKET + "/lake");
        // The gateway knows the worker by its address, and the worker the gateway, which has the stores.
        int ingest = run(
                IngestWorker.application(),
                TestDatabase.create("ingest"),
                common,
                "--weir.ingest.replay.allowed-roots=" + folder.resolve("captures"),
                "--weir.services.platform-url=https://localhost:" + front,
                "--weir.services.lineage-url=https://localhost:" + lineage,
                "--weir.services.metadata-url=https://localhost:" + metadata);
        gateway = run(
                PlatformApi.application(),
                TestDatabase.create("platform"),
                common,
                "--server.port=" + front,
                "--weir.services.lineage-url=https://localhost:" + lineage,
                "--weir.services.ingest-url=https://localhost:" + ingest,
                "--weir.services.metadata-url=https://localhost:" + metadata);
        believe(certificate.context());
    }

    private <T extends AutoCloseable> T also(T part) {
        started.add(0, part);
        return part;
    }

    private int run(SpringApplicationBuilder application, TestDatabase database, String[] common, String... settings) {
        also(database);
        List<String> all = new ArrayList<>(List.of(common));
        all.addAll(List.of(database.arguments()));
        all.addAll(List.of(settings));
        if (all.stream().noneMatch(setting -> setting.startsWith("--server.port="))) {
            all.add("--server.port=0");
        }
        ConfigurableApplicationContext running = also(application.run(all.toArray(String[]::new)));
        management = running.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
        return running.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    void stop() throws Exception {
        for (AutoCloseable part : started) {
            part.close();
        }
    }

    /** Calls from now on as who believes the certificates of a context. */
    void believe(SSLContext context) {
        http = HttpClient.newBuilder().sslContext(context).build();
    }

    /** The port of the gateway's probes and figures. */
    int management() {
        return management;
    }

    HttpResponse<String> post(String path, String body, String traceparent) throws Exception {
        return send(request(path)
                .header("traceparent", traceparent)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> get(String path, String traceparent) throws Exception {
        return send(request(path).header("traceparent", traceparent));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + gateway + path))
                .timeout(Duration.ofMinutes(1));
    }
}
