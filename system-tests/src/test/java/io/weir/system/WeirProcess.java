package io.weir.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** One run of the program. Closing it leaves no process behind, whatever the test did to it. */
final class WeirProcess implements AutoCloseable {

    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    private static final Pattern TOKEN = Pattern.compile("weir_[0-9a-f]{12}_[A-Za-z0-9_-]{43}");

    private static final Path HERE = Path.of("").toAbsolutePath();

    private final Process process;
    private final Path dataDir;
    private final Path output;
    private final Path errors;
    private final Optional<ProcessHandle> serverOfOthers;

    private WeirProcess(
            Process process, Path dataDir, Path output, Path errors, Optional<ProcessHandle> serverOfOthers) {
        this.process = process;
        this.serverOfOthers = serverOfOthers;
        this.dataDir = dataDir;
        this.output = output;
        this.errors = errors;
    }

    /** Starts {@code weir arguments…} on {@code dataDir}. */
    static WeirProcess start(Path dataDir, String... arguments) throws IOException {
        return start(Launch.BRIEF, Map.of(), dataDir, arguments);
    }

    /** The same in a chosen way, with more in its environment. */
    static WeirProcess start(Launch launch, Map<String, String> environment, Path dataDir, String... arguments)
            throws IOException {
        List<String> command = launch.command();
        command.addAll(List.of(arguments));
        command.addAll(List.of("--data-dir", dataDir.toString()));
        return start(command, environment, dataDir, HERE);
    }

    /** Starts {@code weir arguments…} in a folder, whose files say what it is to do. */
    static WeirProcess in(Path folder, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = Launch.BRIEF.command();
        command.addAll(List.of(arguments));
        return start(command, environment, folder, folder);
    }

    /** Starts a command that knows of no folder. */
    static WeirProcess anywhere(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = Launch.BRIEF.command();
        command.addAll(List.of(arguments));
        return start(command, environment, Path.of("no folder"), HERE);
    }

    private static WeirProcess start(
            List<String> command, Map<String, String> environment, Path dataDir, Path workingFolder)
            throws IOException {
        Path output = Files.createTempFile("weir-", ".out");
        Path errors = Files.createTempFile("weir-", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(workingFolder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().putAll(environment);
        Optional<ProcessHandle> serverOfOthers = server(dataDir);
        return new WeirProcess(builder.start(), dataDir, output, errors, serverOfOthers);
    }

    /** Starts {@code weir up} and waits until it says that it is up. */
    static WeirProcess up(Path dataDir, int port) throws IOException, InterruptedException {
        return up(Launch.BRIEF, dataDir, port);
    }

    static WeirProcess up(Launch launch, Path dataDir, int port) throws IOException, InterruptedException {
        return up(launch, Map.of(), dataDir, port);
    }

    static WeirProcess up(Launch launch, Map<String, String> environment, Path dataDir, int port)
            throws IOException, InterruptedException {
        WeirProcess weir = start(launch, environment, dataDir, "up", "--port", Integer.toString(port));
        // The last line, so that what is printed before it is there too.
        weir.await(() -> weir.output().contains("Ctrl-C stops it."), Duration.ofMinutes(3));
        Http.own(port, dataDir);
        return weir;
    }

    private void await(BooleanSupplier reached, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!reached.getAsBoolean()) {
            if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                String text = this.toString();
                close();
                throw new AssertionError("weir is not up: " + text);
            }
        }
    }

    /** Lets it run for {@code time} and kills it, without a word, unless it has ended by itself. */
    boolean killAfter(Duration time) throws InterruptedException {
        if (process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        process.destroyForcibly().waitFor();
        return true;
    }

    boolean endedWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Asks it to stop, as Ctrl-C and service managers do. */
    int stop() throws InterruptedException {
        return stop(Duration.ofMinutes(3));
    }

    int stop(Duration limit) throws InterruptedException {
        process.destroy();
        return exitCode(limit);
    }

    int exitCode(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            String text = this.toString();
            close();
            throw new AssertionError("weir did not end within " + limit + ": " + text);
        }
        return process.exitValue();
    }

    /** The token that it printed; none where it found some from before. */
    Optional<String> token() {
        Matcher matcher = TOKEN.matcher(output());
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }

    String output() {
        return read(output);
    }

    String errors() {
        return read(errors);
    }

    /** The most memory that the JVM has held so far, in bytes, or 0 if it has ended; Linux only. */
    long peakResidentBytes() throws IOException {
        try {
            Matcher matcher = PEAK.matcher(Files.readString(Path.of("/proc", Long.toString(process.pid()), "status")));
            return matcher.find() ? Long.parseLong(matcher.group(1)) << 10 : 0;
        } catch (NoSuchFileException ended) {
            return 0;
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Whether a PostgreSQL server still runs on the data folder. */
    boolean hasServer() {
        return server(dataDir).filter(ProcessHandle::isAlive).isPresent();
    }

    private static Optional<ProcessHandle> server(Path dataDir) {
        if (!Files.isDirectory(dataDir)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(dataDir.resolve("postgres/data/postmaster.pid"))) {
            return lines.findFirst().map(String::strip).map(Long::valueOf).flatMap(ProcessHandle::of);
        } catch (NoSuchFileException ended) {
            // A server that ends removes it, at any moment.
            return Optional.empty();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Leaves nothing of its own behind; a server that somebody else has on this folder goes on. */
    @Override
    public void close() {
        // Until it is gone it writes to a folder that is about to be deleted.
        process.destroyForcibly().onExit().join();
        server(dataDir)
                .filter(found -> !serverOfOthers.equals(Optional.of(found)))
                .ifPresent(WeirProcess::killWithAllThatItStarted);
        deleteQuietly(output);
        deleteQuietly(errors);
    }

    /** PostgreSQL's own processes would write until they look whether it is still there. */
    private static void killWithAllThatItStarted(ProcessHandle server) {
        List<ProcessHandle> all =
                Stream.concat(Stream.of(server), server.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> all.stream().noneMatch(WeirProcess::isAtWork));
    }

    /** One that has ended stays among the processes until its parent has heard of it. */
    private static boolean isAtWork(ProcessHandle found) {
        try {
            return !Files.readString(Path.of("/proc", Long.toString(found.pid()), "status"))
                    .contains("State:\tZ");
        } catch (IOException notThere) {
            return found.isAlive();
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String read(Path file) {
        try {
            // In what is being written, the last character may not be whole yet.
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** What it printed. */
    @Override
    public String toString() {
        return output() + errors();
    }
}
