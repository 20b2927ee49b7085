package io.weir.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.MetadataServer.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A commit of 100 MB, whether it says so before or not, as the service is set up by default. */
class LargeBodyTest {

    private static final int PIECE = 1 << 20;
    private static final int PIECES = 100;

    @TempDir
    static Path folder;

    @AutoClose
    private static MetadataServer server;

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(folder, "--weir.metadata.mirror.workers=0");
        server.post("/api/v1/tables", Requests.table("slim")).expect(201);
    }

    private interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    @Test
    void oneThatSaysSoIsRefusedBeforeItComes() throws IOException {
        assertRefused("Content-Length: " + ((long) PIECE * PIECES), out -> {});
    }

    @Test
    void oneThatDoesNotIsRefusedWhenItIsTooLarge() throws IOException {
        byte[] piece = new byte[PIECE];
        Arrays.fill(piece, (byte) ' ');
        String head = Integer.toHexString(PIECE) + "\r\n";
        assertRefused("Transfer-Encoding: chunked", out -> {
            for (int number = 0; number < PIECES; number++) {
                out.write(head.getBytes(StandardCharsets.US_ASCII));
                out.write(piece);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        });
    }

    private static void assertRefused(String header, Body body) throws IOException {
        URI address = URI.create(server.address());
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/v1/tables/slim/commits HTTP/1.1\r\nHost: " + address.getAuthority()
                            + "\r\nContent-Type: application/json\r\n" + header + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            try {
                body.writeTo(out);
                out.flush();
            } catch (IOException refused) {
                // The service may end the connection as soon as it has seen enough.
            }
            assertThat(new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                            .readLine())
                    .startsWith("HTTP/1.1 413");
        }
        Answer table = server.get("/api/v1/tables/slim").expect(200);
        assertThat(table.json().get("version").longValue()).isZero();
    }
}
