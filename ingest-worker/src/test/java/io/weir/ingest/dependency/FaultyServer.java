package io.weir.ingest.dependency;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server over HTTP that is told how to fail, and counts who comes nevertheless. */
public final class FaultyServer implements AutoCloseable {

    private static final int NONE = 0;
    /** Longer than any test takes. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger present = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private volatile int status = 200;
    private volatile CountDownLatch held = new CountDownLatch(0);

    public FaultyServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        most.accumulateAndGet(present.incrementAndGet(), Math::max);
        try (exchange) {
            held.await();
            if (broken.getAndUpdate(left -> Math.max(NONE, left - 1)) == NONE) {
                exchange.sendResponseHeaders(status, -1);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } finally {
            present.decrementAndGet();
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Answers with a status from now on. */
    public void answerWith(int now) {
        status = now;
    }

    /** Closes the connection in place of so many next answers. */
    public void breakNext(int answers) {
        broken.set(answers);
    }

    /** Answers nobody until it is released. */
    public void hold() {
        held = new CountDownLatch(1);
    }

    public void release() {
        held.countDown();
    }

    public int calls() {
        return calls.get();
    }

    public int present() {
        return present.get();
    }

    public int mostAtOnce() {
        return most.get();
    }

    /** Makes a call of it, through what guards it. */
    int ask(Dependency dependency) throws IOException, InterruptedException {
        return dependency
                .send(client, question(PATIENCE), BodyHandlers.discarding())
                .statusCode();
    }

    /** Makes a call once, which waits so long for an answer. */
    int tell(Dependency dependency, Duration patience) throws Exception {
        return dependency.<Integer, Exception>tell(
                () -> client.send(question(patience), BodyHandlers.discarding()).statusCode());
    }

    /** The client itself makes others than these again. */
    private HttpRequest question(Duration patience) {
        return HttpRequest.newBuilder(address())
                .timeout(patience)
                .POST(BodyPublishers.noBody())
                .build();
    }

    @Override
    public void close() {
        release();
        server.stop(0);
        threads.shutdownNow();
    }
}
