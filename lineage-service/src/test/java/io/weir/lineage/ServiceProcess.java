package io.weir.lineage;

import io.weir.test.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service in a process of its own, which can die without warning. */
final class ServiceProcess implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    private final Process process;
    private final String address;

    private ServiceProcess(Process process, String port) {
        this.process = process;
        this.address = "http://localhost:" + port;
    }

    /** Starts it; returns when it listens. */
    static ServiceProcess start(TestDatabase database) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-Dweir.identity.enabled=false",
                "-cp",
                System.getProperty("java.class.path"),
                LineageService.class.getName(),
                "--server.port=0"));
        command.addAll(List.of(database.arguments()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            Matcher port = PORT.matcher(line);
            if (port.find()) {
                drain(output);
                return new ServiceProcess(process, port.group(1));
            }
        }
        throw new IllegalStateException("the service did not start:\n" + said);
    }

    /** A full pipe would stop the service. */
    private static void drain(BufferedReader output) {
        Thread reader = new Thread(() -> {
            try {
                while (output.readLine() != null) {}
            } catch (IOException ended) {
                throw new UncheckedIOException(ended);
            }
        });
        reader.setDaemon(true);
        reader.setUncaughtExceptionHandler((thread, ended) -> {});
        reader.start();
    }

    String address() {
        return address;
    }

    /** Kills it as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
