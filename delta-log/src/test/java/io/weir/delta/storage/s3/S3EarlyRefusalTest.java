package io.weir.delta.storage.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.delta.storage.PutOutcome;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** Amazon's servers refuse an object before it is sent, where the client asks first ({@code Expect: 100-continue}). */
class S3EarlyRefusalTest {

    private static final byte[] CONTENT = new byte[3 << 20];

    @TempDir
    Path temporary;

    private final AtomicInteger refused = new AtomicInteger();
    private ServerSocket listener;
    private S3Client client;

    @BeforeEach
    void start() throws IOException {
        System.setProperty("aws.accessKeyId", "nobody");
        System.setProperty("aws.secretAccessKey", "knows");
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "early-refusal");
        thread.setDaemon(true);
        thread.start();
        client = TestClients.of(URI.create("http://127.0.0.1:" + listener.getLocalPort()), Duration.ofMinutes(1));
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        listener.close();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                answer(socket);
            } catch (IOException closed) {
                continue;
            }
        }
    }

    private void answer(Socket socket) throws IOException {
        String head = head(new BufferedInputStream(socket.getInputStream()));
        OutputStream out = socket.getOutputStream();
        if (head.startsWith("PUT") && head.toLowerCase(Locale.ROOT).contains("expect: 100-continue")) {
            refused.incrementAndGet();
            send(out, "412 Precondition Failed", "<Error><Code>PreconditionFailed</Code></Error>".getBytes(ISO_8859_1));
        } else if (head.startsWith("GET")) {
            send(out, "200 OK", CONTENT);
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the client is gone");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void send(OutputStream out, String status, byte[] body) throws IOException {
        String head = "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length + "\r\nConnection: close\r\n\r\n";
        out.write(head.getBytes(ISO_8859_1));
        out.write(body);
        out.flush();
    }

    @Test
    void whatIsRefusedBeforeItIsSentIsLookedAt() throws IOException {
        S3Objects objects = new S3Objects(client, "weir-test", "t/");
        Path file = Files.write(temporary.resolve("checkpoint"), CONTENT);
        assertThat(objects.putIfAbsent("c", file)).isEqualTo(PutOutcome.EXISTS_EQUAL);
        assertThat(refused).hasPositiveValue();
        assertThat(objects.putIfAbsent("c", new byte[2 << 20])).isEqualTo(PutOutcome.EXISTS_DIFFERENT);
    }
}
