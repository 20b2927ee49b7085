package io.weir.platform.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.platform.TestPlatform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A body of a service passes as it comes: what is there in one piece, and what is there before a pause at once. */
class PassageTest {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String END = "0\r\n\r\n";

    /** Bytes that a socket takes though nobody reads. */
    private static final int ROOM = 1 << 20;

    private static final int LARGEST = 128 * 1024;

    private ServerSocket listening;
    private Socket near;
    private Socket service;
    private ServiceConnection connection;

    @BeforeEach
    void connect() throws IOException {
        listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        near = new Socket();
        near.setReceiveBufferSize(ROOM);
        near.connect(new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort()));
        near.setSoTimeout((int) TestPlatform.PATIENCE.toMillis());
        service = listening.accept();
        service.setSendBufferSize(ROOM);
        connection = new ServiceConnection("test", null);
        connection.bind(near);
    }

    @AfterEach
    void disconnect() throws IOException {
        connection.close();
        service.close();
        listening.close();
    }

    private void send(String bytes) throws IOException {
        service.getOutputStream().write(bytes.getBytes(US_ASCII));
    }

    private static String chunk(String data) {
        return Integer.toHexString(data.length()) + "\r\n" + data + "\r\n";
    }

    private InputStream answered() throws IOException, HttpException {
        ClassicHttpResponse answer = connection.receiveResponseHeader();
        connection.receiveResponseEntity(answer);
        return new AnswerBody(answer.getEntity().getContent());
    }

    /** Notes the sizes of what is written, and completes when so many bytes of it are flushed. */
    private static final class Pieces extends OutputStream {
        private final List<Integer> sizes = new ArrayList<>();
        private final ByteArrayOutputStream all = new ByteArrayOutputStream();
        private final CompletableFuture<String> flushed = new CompletableFuture<>();
        private final int awaited;

        Pieces(int awaited) {
            this.awaited = awaited;
        }

        @Override
        public void write(int next) {
            write(new byte[] {(byte) next}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            sizes.add(length);
            all.write(bytes, offset, length);
        }

        @Override
        public void flush() {
            if (all.size() >= awaited) {
                flushed.complete(all.toString(US_ASCII));
            }
        }
    }

    @Test
    void whatIsThereInManyChunksPassesInOnePiece() throws Exception {
        String chunk = "x".repeat(10_000);
        String sent = HEAD + chunk(chunk).repeat(12) + END;
        send(sent);
        await().until(() -> near.getInputStream().available() == sent.length());
        Pieces pieces = new Pieces(0);
        Passage.copy(answered(), pieces, LARGEST);
        assertThat(pieces.all.toString(US_ASCII)).isEqualTo(chunk.repeat(12));
        // The first is small, as of a body of which nothing is known; the last is what is not much any more.
        assertThat(pieces.sizes).hasSizeLessThanOrEqualTo(4);
    }

    /** What is there of the next chunk is none of its bytes: whoever reads on waits for them with the line in hand. */
    @Test
    void aLinePassesThoughTheNextChunkHasBegun() throws Exception {
        String line = "x".repeat(20_000) + "\n";
        send(HEAD + chunk(line) + "7;note=");
        Pieces pieces = new Pieces(line.length());
        InputStream body = answered();
        CompletableFuture<Void> copied = CompletableFuture.runAsync(() -> {
            try {
                Passage.copy(body, pieces, LARGEST);
            } catch (IOException broken) {
                throw new IllegalStateException(broken);
            }
        });
        try {
            assertThat(pieces.flushed.get(TestPlatform.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isEqualTo(line);
        } finally {
            send("1\r\nlater..\r\n" + END);
            copied.get(TestPlatform.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(pieces.all.toString(US_ASCII)).isEqualTo(line + "later..");
    }
}
