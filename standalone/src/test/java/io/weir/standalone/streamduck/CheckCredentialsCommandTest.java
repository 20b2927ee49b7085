package io.weir.standalone.streamduck;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.eventhubs.emulator.EventHubsEmulator;
import io.weir.standalone.cli.WeirCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCredentialsCommandTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();

    @Test
    void tellsOfEachHubAndTableWhetherItLetsUsIn() throws IOException, SQLException {
        Path there = folder.resolve("there.duckdb");
        DriverManager.getConnection("jdbc:duckdb:" + there).close();
        Path text = Files.writeString(folder.resolve("text.db"), "a text");
        try (EventHubsEmulator emulator = EventHubsEmulator.start()) {
            emulator.hub("orders", 2).produce(1, index -> "one");
            emulator.hub("empty", 1);

            assertThat(check(emulator, "orders", there, "empty", folder.resolve("new/new.duckdb")))
                    .isZero();
            assertThat(out.toString())
                    .contains("✓ 1 hub    " + emulator.namespace() + "/orders: 2 partitions, read as $Default")
                    .contains("✓ 1 table  " + there + " ingest.t: opens, and can be written")
                    .contains(
                            "✓ 2 hub    " + emulator.namespace() + "/empty: 1 partitions, read as $Default; the first")
                    .contains("new.duckdb ingest.t: is not there yet, and can be made");
            assertThat(folder.resolve("new")).doesNotExist();

            assertThat(check(emulator, "orders", text, "nowhere", text.resolve("below.duckdb")))
                    .isEqualTo(1);
            assertThat(out.toString())
                    .contains("✗ 1 table  " + text + " ingest.t: ")
                    .contains("✗ 2 hub    " + emulator.namespace() + "/nowhere: there is no such hub")
                    .contains("✗ 2 table  ", text + " is no folder to write to")
                    .doesNotContain(EventHubsEmulator.KEY);
        }
    }

    private int check(EventHubsEmulator emulator, String hub, Path database, String other, Path otherDatabase)
            throws IOException {
        out.getBuffer().setLength(0);
        Path file = Files.writeString(folder.resolve("duck.env"), """
                EVENTHUB_NAMESPACE=%s
                EVENTHUB_CONNECTION_STRING=%s
                EVENTHUBNAME_1=%s
                EVENTHUBNAME_1_CONSUMER_GROUP=$Default
                MOTHERDUCK_1_DATABASE=%s
                MOTHERDUCK_1_SCHEMA=ingest
                MOTHERDUCK_1_TABLE=t
                EVENTHUBNAME_2=%s
                EVENTHUBNAME_2_CONSUMER_GROUP=$Default
                MOTHERDUCK_2_DATABASE=%s
                MOTHERDUCK_2_SCHEMA=ingest
                MOTHERDUCK_2_TABLE=t
                """.formatted(
                        emulator.namespace(), emulator.connectionString(), hub, database, other, otherDatabase));
        return WeirCommand.commandLine("check-credentials")
                .setOut(new PrintWriter(out, true))
                .execute("check-credentials", "-e", file.toString());
    }
}
