package io.weir.standalone.soak;

import io.weir.standalone.cli.CommandFailure;
import io.weir.standalone.postgres.PostmasterFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code weir up} as a process of its own, started again and again on the same folder. Closing leaves no process behind. */
final class Child implements AutoCloseable {

    private static final String LAST_LINE = "Ctrl-C stops it.";
    private static final long LOOK_MILLIS = 50;
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration END = Duration.ofMinutes(1);

    private final Path home;
    private final Path output;
    private final List<String> command;
    private @Nullable Process process;
    private boolean closed;

    Child(Path home, int port) {
        this.home = home;
        this.output = home.resolve("soak-platform.out");
        this.command = OwnProgram.command("up", "--data-dir", home.toString(), "--port", Integer.toString(port));
    }

    synchronized void start() {
        if (closed) {
            throw new CommandFailure("interrupted; the platform is stopped");
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        // It shall have servers of its own, whatever the caller's settings say.
        builder.environment().keySet().removeIf(name -> name.startsWith("WEIR_"));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new CommandFailure("cannot start " + command.get(0) + ": " + e.getMessage(), e);
        }
    }

    /** Waits until it has started; {@code false} if it ended, or was not up after three minutes. */
    boolean awaitUp() throws InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (!output().contains(LAST_LINE)) {
            if (endsWithin(Duration.ofMillis(LOOK_MILLIS)) || System.nanoTime() > end) {
                return false;
            }
        }
        return true;
    }

    boolean endsWithin(Duration time) throws InterruptedException {
        return current().waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What it printed since its start. */
    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void kill() throws InterruptedException {
        current().destroyForcibly().waitFor();
    }

    void killWithServer() throws InterruptedException {
        kill();
        killServer();
    }

    /** SIGSTOP or SIGCONT. */
    void signal(String name) throws InterruptedException {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(current().pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new CommandFailure("cannot send " + name + ": " + e.getMessage(), e);
        }
    }

    /** Asks it to end; {@code false} if it has not after a minute. */
    boolean terminate() throws InterruptedException {
        current().destroy();
        return endsWithin(END);
    }

    private synchronized Process current() {
        if (process == null) {
            throw new IllegalStateException("not started");
        }
        return process;
    }

    private void killServer() {
        try {
            PostmasterFile.of(home.resolve("postgres/data")).running().ifPresent(ProcessHandle::destroyForcibly);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (process != null) {
            process.destroyForcibly();
            killServer();
        }
    }
}
