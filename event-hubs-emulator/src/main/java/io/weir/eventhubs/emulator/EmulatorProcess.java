package io.weir.eventhubs.emulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An emulator in a process of its own, whose memory and garbage are not ours. It ends with us. */
public final class EmulatorProcess implements AutoCloseable {

    private final Process process;
    private final String connectionString;

    private EmulatorProcess(Process process, String connectionString) {
        this.process = process;
        this.connectionString = connectionString;
    }

    /**
     * Starts one with a hub that holds the lines of a file, the i-th in partition i modulo their number.
     *
     * @param heap megabytes that it may use for them
     * @throws IOException if it cannot be started, or cannot read the file
     */
    public static EmulatorProcess start(String hub, int partitions, Path events, int heap) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heap + "m");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(EmulatorProgram.class.getName());
        command.add(EmulatorArguments.WHILE_INPUT);
        command.add(new EmulatorArguments.Hub(hub, partitions, events).toString());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (said == null) {
            throw new IOException("the emulator of Event Hubs ended before it began");
        }
        return new EmulatorProcess(process, said);
    }

    /** For any client of Event Hubs. */
    public String connectionString() {
        return connectionString;
    }

    /** Ends it at once: it keeps nothing. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
