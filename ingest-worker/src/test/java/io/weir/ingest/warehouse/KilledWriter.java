package io.weir.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A process that says "written" after each batch, and does not live long. */
public final class KilledWriter {

    private KilledWriter() {}

    /** How often a writer was killed before it came to its end, which it did not. */
    static int killed(Class<?> writer, Path folder) throws IOException, InterruptedException {
        int kills = 0;
        for (int batches = 3; run(writer, folder, batches) && kills < 5; batches = batches * 2 % 7 + 1) {
            kills++;
        }
        return kills;
    }

    /** Runs a writer until it has told of so many batches, and kills it while it writes the next; false if it came to the end. */
    public static boolean run(Class<?> writer, Path folder, int batches) throws IOException, InterruptedException {
        return run(writer, folder, batches, List.of());
    }

    /**
     * Runs a writer that dies in a batch, after the batch's rows and before its watermark.
     *
     * @param batch its number, from 1; there must be so many left
     */
    static void runIntoAdvance(Class<?> writer, Path folder, int batch) throws IOException, InterruptedException {
        String last = "-D" + DyingConnection.LAST_BATCH + "=" + batch;
        assertThat(run(writer, folder, Integer.MAX_VALUE, List.of(last)))
                .as("writer died in its batch %s", batch)
                .isTrue();
    }

    private static boolean run(Class<?> writer, Path folder, int batches, List<String> options)
            throws IOException, InterruptedException {
        List<String> before = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // It ends before the second compiler has paid for itself, and one collector more does not help.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"));
        List<String> after = List.of(writer.getName(), folder.toString());
        Process process = new ProcessBuilder(
                        Stream.of(before, options, after).flatMap(List::stream).toList())
                .redirectErrorStream(true)
                .start();
        StringBuilder told = new StringBuilder();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            int written = 0;
            for (String line = lines.readLine(); line != null && written < batches; line = lines.readLine()) {
                told.append(line).append('\n');
                written += line.equals("written") ? 1 : 0;
            }
        } finally {
            process.destroyForcibly();
        }
        int exit = process.waitFor();
        assertThat(exit).as(told.toString()).isIn(0, 137);
        return exit != 0;
    }
}
