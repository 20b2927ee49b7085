package io.weir.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.warehouse.Histories.Event;
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
        KilledWriter.runIntoAdvance(Writer.class, folder, 2);
        requireHistory(BATCH);
        int kills = KilledWriter.killed(Writer.class, folder);

        KilledWriter.run(Writer.class, folder, Integer.MAX_VALUE);

        assertThat(kills).isPositive();
        requireHistory(EVENTS.size());
    }

    private void requireHistory(int read) throws SQLException {
        try (Histories histories = new Histories(folder)) {
            assertThat(histories.next()).isEqualTo(read);
            assertThat(histories.sink.watermarks().get(0).written()).isEqualTo(read);
            assertThat(histories.versions()).isEqualTo(Histories.model(EVENTS.subList(0, read)));
        }
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
