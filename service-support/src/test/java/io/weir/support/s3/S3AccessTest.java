package io.weir.support.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** Keys in a file are exchanged while they are used. */
class S3AccessTest {

    private static final String FILE = "aws.sharedCredentialsFile";

    @TempDir
    Path folder;

    private final List<String> signatures = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            signatures.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        System.setProperty(FILE, folder.resolve("credentials").toString());
    }

    @AfterEach
    void stop() {
        System.clearProperty(FILE);
        server.stop(0);
    }

    @Test
    void aKeyThatIsExchangedInItsFileSignsTheNextCall() throws Exception {
        write("FIRST", Instant.now().minusSeconds(60));
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try (S3Client client = new S3Access(endpoint, null, true).client().build()) {
            client.headBucket(head -> head.bucket("lake"));
            write("SECOND", Instant.now());
            // The SDK looks at the file every second or so.
            await().atMost(Duration.ofMinutes(1)).until(() -> {
                client.headBucket(head -> head.bucket("lake"));
                return signatures.get(signatures.size() - 1).contains("Credential=SECOND/");
            });
        }
        assertThat(signatures.get(0)).contains("Credential=FIRST/");
    }

    private void write(String key, Instant changed) throws Exception {
        Path file = folder.resolve("credentials");
        Files.writeString(file, "[default]\naws_access_key_id = " + key + "\naws_secret_access_key = of-no-worth\n");
        Files.setLastModifiedTime(file, FileTime.from(changed));
    }
}
