package io.weir.standalone.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.test.SelfSigned;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Services answer each other and their callers by TLS alone, and their certificates can be replaced. */
@TestMethodOrder(OrderAnnotation.class)
class ConnectionsTest {

    @TempDir
    static Path folder;

    private static ConnectedServices services;

    @BeforeAll
    static void start() throws IOException {
        services = new ConnectedServices(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        services.stop();
    }

    @Test
    @Order(1)
    void withoutTlsNobodyIsAnswered() throws Exception {
        HttpResponse<String> plain = services.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + services.metadata + "/api/v1/tables")));
        assertThat(plain.statusCode()).isEqualTo(400);
        HttpResponse<String> health = services.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + services.management() + "/actuator/health")));
        assertThat(health.statusCode()).isEqualTo(200);
        HttpClient stranger = HttpClient.newBuilder()
                .sslContext(SelfSigned.in(Files.createDirectory(folder.resolve("stranger")))
                        .context())
                .build();
        assertThatThrownBy(
                        () -> stranger.send(services.request("/api/v1/tables").build(), BodyHandlers.ofString()))
                .isInstanceOf(SSLException.class);
    }

    /** As when a secret of Kubernetes is replaced: first whom to believe, then what to show. */
    @Test
    @Order(2)
    void aCertificateIsReplacedWithoutARestart() throws Exception {
        SelfSigned next = SelfSigned.in(Files.createDirectory(folder.resolve("next")));
        String both = Files.readString(services.certificate.certificate()) + Files.readString(next.certificate());
        Files.writeString(folder.resolve("authorities.pem"), both);
        Files.copy(next.key(), folder.resolve("key.pem"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(next.certificate(), folder.resolve("certificate.pem"), StandardCopyOption.REPLACE_EXISTING);
        X509Certificate expected = ShownCertificate.parsed(next.certificate());
        SSLContext believing = next.context();
        await().atMost(Duration.ofMinutes(2)).until(() -> ShownCertificate.is(services.metadata, believing, expected));
        await().atMost(Duration.ofMinutes(2)).until(() -> ShownCertificate.is(services.gateway, believing, expected));
        services.believe(believing);
        // The gateway's connections of before are of the old certificate, and as good as new ones.
        assertThat(services.get("/api/v1/tables", "00-" + "3".repeat(32) + "-b7ad6b7169203331-00")
                        .statusCode())
                .isEqualTo(200);
    }
}
