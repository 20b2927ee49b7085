package io.weir.standalone.drill;

import io.weir.standalone.cli.CommandFailure;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One process of one service. */
final class Replica implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration END = Duration.ofMinutes(2);
    private static final Duration PROBE = Duration.ofSeconds(2);
    private static final long LOOK_MILLIS = 200;
    private static final String FIRST = "a";

    private final HttpClient client = HttpClient.newHttpClient();
    private final String service;
    private final String name;
    private final int port;
    private final Path home;
    private final Map<String, String> environment;
    private volatile Build build;
    private @Nullable Process process;
    private volatile boolean ready;

    Replica(String service, String letter, int port, Path home, Map<String, String> environment, Build build) {
        this.build = build;
        this.service = service;
        this.name = service + "-" + letter;
        this.port = port;
        this.home = home;
        this.environment = environment;
    }

    String name() {
        return name;
    }

    String service() {
        return service;
    }

    int port() {
        return port;
    }

    /** Whether it is on the first host. */
    boolean isFirst() {
        return name.endsWith("-" + FIRST);
    }

    /** Runs another build when it is started again. */
    void become(Build other) {
        build = other;
    }

    /** Whether it said so when it was last asked. */
    boolean isReady() {
        return ready;
    }

    synchronized void start() {
        String logs = home.resolve("logs").resolve(name).toString();
        ProcessBuilder builder = new ProcessBuilder(build.command("serve", service, "--logs", logs))
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(home.resolve(name + ".out").toFile()));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("WEIR_"));
        builder.environment().putAll(environment);
        builder.environment().put("SERVER_PORT", Integer.toString(port));
        try {
            process = builder.start();
        } catch (IOException failed) {
            throw new CommandFailure("cannot start " + name + ": " + failed.getMessage(), failed);
        }
    }

    /** Asks whether it takes calls, as Kubernetes does. */
    void probe() {
        ready = answersReady();
    }

    private boolean answersReady() {
        URI address = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
        HttpRequest request = HttpRequest.newBuilder(address).timeout(PROBE).build();
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException away) {
            return false;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void awaitReady() throws InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (!ready) {
            if (current().waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                throw new CommandFailure(name + " does not start: see " + home.resolve(name + ".out"));
            }
            probe();
        }
    }

    void kill() throws InterruptedException {
        current().destroyForcibly().waitFor();
        ready = false;
    }

    /** Asks it to end; {@code false} if it has not after two minutes. */
    boolean terminate() throws InterruptedException {
        ready = false;
        current().destroy();
        return current().waitFor(END.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** SIGSTOP or SIGCONT. */
    void signal(String signal) throws InterruptedException {
        String process = Long.toString(current().pid());
        try {
            new ProcessBuilder("kill", "-" + signal, process).start().waitFor();
        } catch (IOException failed) {
            throw new CommandFailure("cannot send " + signal + ": " + failed.getMessage(), failed);
        }
    }

    private synchronized Process current() {
        if (process == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return process;
    }

    @Override
    public synchronized void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
