package io.weir.standalone.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.metadata.MetadataService;
import io.weir.platform.PlatformApi;
import io.weir.standalone.connection.TraceReceiver.Span;
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
import java.nio.file.StandardCopyOption;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The gateway and the metadata service with TLS between them, tables in a bucket, and a receiver of traces. */
@TestMethodOrder(OrderAnnotation.class)
class ConnectionsTest {

    private static final String TABLE = """
            {"name": "%s", "location": "s3://%s/lake/%s", "schema": {"type": "struct", "fields":
             [{"name": "id", "type": "long", "nullable": true, "metadata": {}}]}}""";

    @TempDir
    static Path folder;

    private static final List<AutoCloseable> started = new ArrayList<>();
    private static SelfSigned certificate;
    private static TestDatabase database;
    private static TraceReceiver receiver;
    private static int gateway;
    private static int metadata;
    private static int management;
    private static HttpClient http;

    @BeforeAll
    static void start() throws IOException {
        certificate = SelfSigned.in(Files.createDirectory(folder.resolve("first")));
        Path authorities = Files.copy(certificate.certificate(), folder.resolve("authorities.pem"));
        Files.copy(certificate.certificate(), folder.resolve("certificate.pem"));
        Files.copy(certificate.key(), folder.resolve("key.pem"));
        receiver = also(new TraceReceiver());
        S3Server store = also(new S3Server());
        String[] common = {
            "--server.port=0",
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
        metadata = run(
                MetadataService.application(),
                database,
                common,
                "--weir.metadata.s3.endpoint=" + store.endpoint(),
                "--weir.metadata.s3.path-style=true",
                "--weir.metadata.allowed-roots=s3://" + ObjectServer.BUCKET + "/lake");
        gateway = run(
                PlatformApi.application(),
                TestDatabase.create("platform"),
                common,
                "--weir.services.metadata-url=https://localhost:" + metadata);
        http = HttpClient.newBuilder().sslContext(certificate.context()).build();
    }

    private static <T extends AutoCloseable> T also(T part) {
        started.add(0, part);
        return part;
    }

    private static int run(
            SpringApplicationBuilder application, TestDatabase database, String[] common, String... settings) {
        also(database);
        List<String> all = new ArrayList<>(List.of(common));
        all.addAll(List.of(database.arguments()));
        all.addAll(List.of(settings));
        ConfigurableApplicationContext running = also(application.run(all.toArray(String[]::new)));
        management = running.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
        return running.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable part : started) {
            part.close();
        }
    }

    @Test
    @Order(1)
    void oneTraceLeadsFromTheGatewayToTheStore() throws Exception {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        HttpResponse<String> made = post("traced", "00-" + trace + "-b7ad6b7169203331-01");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(receiver.trace(trace))
                .anyMatch(named("mirror publish"))
                .anyMatch(span -> span.parent().equals("b7ad6b7169203331")));

        Span put = last(trace, span -> span.name().equals("store put") && isBelow(trace, span, "mirror publish"));
        assertThat(put.attributes()).containsEntry("weir.store", "s3");
        Span called = last(trace, named("POST metadata-service"));
        assertThat(called.service()).isEqualTo("platform-api");
        Span answered = last(trace, span -> span.parent().equals(called.id()));
        assertThat(answered.service()).isEqualTo("metadata-service");
        assertThat(answered.name()).isEqualTo("http post /api/v1/tables");
        Span first = last(trace, span -> span.id().equals(called.parent()));
        assertThat(first.service()).isEqualTo("platform-api");
        assertThat(first.parent()).isEqualTo("b7ad6b7169203331");
        Span inserted = last(trace, named("INSERT table_metadata"));
        assertThat(inserted.parent()).isEqualTo(answered.id());
        assertThat(inserted.attributes()).containsEntry("db.system.name", "postgresql");
        assertThat(receiver.trace(trace))
                .as("the look whether a log is there")
                .anyMatch(span ->
                        span.name().startsWith("store ") && span.parent().equals(answered.id()));
        assertThat(receiver.everything()).doesNotContain("lake/traced", "insert into", database.password());
    }

    @Test
    @Order(2)
    void whatIsNotSampledLeavesNoTraceAnywhere() throws Exception {
        String untraced = "1af7651916cd43dd8448eb211c80319c";
        String traced = "2af7651916cd43dd8448eb211c80319c";
        get("/api/v1/tables", "00-" + untraced + "-b7ad6b7169203331-00");
        get("/api/v1/tables", "00-" + traced + "-b7ad6b7169203331-01");
        await().atMost(Duration.ofMinutes(1)).until(() -> receiver.trace(traced).stream()
                .anyMatch(span -> span.service().equals("metadata-service")));
        assertThat(receiver.trace(untraced)).isEmpty();
    }

    @Test
    @Order(3)
    void withoutTlsNobodyIsAnswered() throws Exception {
        HttpResponse<String> plain = http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + metadata + "/api/v1/tables"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(plain.statusCode()).isEqualTo(400);
        HttpResponse<String> health = http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + management + "/actuator/health"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(health.statusCode()).isEqualTo(200);
        HttpClient stranger = HttpClient.newBuilder()
                .sslContext(SelfSigned.in(Files.createDirectory(folder.resolve("stranger")))
                        .context())
                .build();
        assertThatThrownBy(() -> stranger.send(request("/api/v1/tables").build(), BodyHandlers.ofString()))
                .isInstanceOf(SSLException.class);
    }

    /** As when a secret of Kubernetes is replaced: first whom to believe, then what to show. */
    @Test
    @Order(4)
    void aCertificateIsReplacedWithoutARestart() throws Exception {
        SelfSigned next = SelfSigned.in(Files.createDirectory(folder.resolve("next")));
        String both = Files.readString(certificate.certificate()) + Files.readString(next.certificate());
        Files.writeString(folder.resolve("authorities.pem"), both);
        Files.copy(next.key(), folder.resolve("key.pem"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(next.certificate(), folder.resolve("certificate.pem"), StandardCopyOption.REPLACE_EXISTING);
        X509Certificate expected = parsed(next.certificate());
        SSLContext believing = next.context();
        await().atMost(Duration.ofMinutes(2)).until(() -> shows(metadata, believing, expected));
        await().atMost(Duration.ofMinutes(2)).until(() -> shows(gateway, believing, expected));
        http = HttpClient.newBuilder().sslContext(believing).build();
        // The gateway's connections of before are of the old certificate, and as good as new ones.
        assertThat(get("/api/v1/tables", "00-" + "3".repeat(32) + "-b7ad6b7169203331-00")
                        .statusCode())
                .isEqualTo(200);
    }

    private static boolean shows(int port, SSLContext believing, X509Certificate expected) throws IOException {
        try (SSLSocket socket = (SSLSocket) believing.getSocketFactory().createSocket("localhost", port)) {
            socket.startHandshake();
            return socket.getSession().getPeerCertificates()[0].equals(expected);
        } catch (SSLException stillTheOldOne) {
            return false;
        }
    }

    private static X509Certificate parsed(Path pem) throws Exception {
        try (var bytes = Files.newInputStream(pem)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(bytes);
        }
    }

    private static Predicate<Span> named(String name) {
        return span -> span.name().equals(name);
    }

    private static Span last(String trace, Predicate<Span> wanted) {
        List<Span> spans = receiver.trace(trace);
        return spans.stream()
                .filter(wanted)
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("not among " + spans));
    }

    private static boolean isBelow(String trace, Span span, String name) {
        return receiver.trace(trace).stream()
                .anyMatch(other ->
                        other.id().equals(span.parent()) && (other.name().equals(name) || isBelow(trace, other, name)));
    }

    private static HttpResponse<String> post(String table, String traceparent) throws Exception {
        return http.send(
                request("/api/v1/tables")
                        .header("traceparent", traceparent)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(TABLE.formatted(table, ObjectServer.BUCKET, table)))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path, String traceparent) throws Exception {
        return http.send(request(path).header("traceparent", traceparent).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + gateway + path))
                .timeout(Duration.ofMinutes(1));
    }
}
