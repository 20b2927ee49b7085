package io.weir.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.warehouse.Histories.Event;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that writes versions is killed again and again, and goes on where its watermark says. */
class HistoryUnderKillsTest {

    private static final int BATCH = 25;
    private static final List<Event> EVENTS = Histories.random(new Random(4711), 1_500);

    @TempDir
    Path folder;

    @Test
    void everyEventCountsOnceHoweverOftenItsWriterIsKilled() throws Exception {
        int kills = 0;
        for (int batches = 3; run(batches) && kills < 5; batches = batches * 2 % 7 + 1) {
            kills++;
        }

        run(Integer.MAX_VALUE);

        assertThat(kills).isPositive();
        try (Histories histories = new Histories(folder)) {
            assertThat(histories.next()).isEqualTo(EVENTS.size());
            assertThat(histories.sink.watermarks().get(0).written()).isEqualTo(EVENTS.size());
            assertThat(histories.versions()).isEqualTo(Histories.model(EVENTS));
        }
    }

    /** Runs a writer until it has told of so many batches, and kills it while it writes the next; false if it came to the end. */
    private boolean run(int batches) throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        StringBuilder told = new StringBuilder();
        try (BufferedReader lines = writer.inputReader(StandardCharsets.UTF_8)) {
            int written = 0;
            for (String line = lines.readLine(); line != null && written < batches; line = lines.readLine()) {
                told.append(line).append('\n');
                written += line.equals("written") ? 1 : 0;
            }
        } finally {
            writer.destroyForcibly();
        }
        int exit = writer.waitFor();
        assertThat(exit).as(told.toString()).isIn(0, 137);
        return exit != 0;
    }

    /** Writes what is missing of the events. */
    static final class Writer {

        private Writer() {}

        public static void main(String[] folder) throws SQLException {
            try (Histories histories = new Histories(Path.of(folder[0]))) {
                while (histories.next() < EVENTS.size()) {
                    int from = (int) histories.next();
                    List<Event> batch = EVENTS.subList(from, Math.min(EVENTS.size(), from + BATCH));
                    histories.write(batch.toArray(Event[]::new));
                    System.out.println("written");
                }
            }
        }
    }
}
