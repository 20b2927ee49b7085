package io.weir.metadata;

import io.weir.test.FreePorts;
import io.weir.test.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The service in a process of its own, which can be killed. It publishes nothing. */
public final class Replica implements AutoCloseable {

    private final int port = FreePorts.base();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;

    /**
     * Starts one; whether it serves yet is for its caller to find out.
     *
     * @param more arguments, which stand against the usual ones
     */
    public Replica(TestDatabase database, Path home, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                MetadataService.class.getName()));
        command.addAll(List.of(database.arguments()));
        command.addAll(List.of("--server.port=" + port, "--weir.data-dir=" + home, "--weir.metadata.mirror.workers=0"));
        command.addAll(List.of(more));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(home).toFile()))
                .start();
    }

    /** What a replica of this home writes down. */
    public static Path log(Path home) {
        return home.resolveSibling(home.getFileName() + ".log");
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    /** Whether it answers a request well; not so while it is starting, and after its end. */
    public boolean answers(HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException none) {
            return false;
        }
    }

    /** Kills it as {@code kill -9} does, and waits until it is gone. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
