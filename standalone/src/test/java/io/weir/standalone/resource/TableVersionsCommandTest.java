package io.weir.standalone.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The version of a table that a command is told is the table's, and not a question for that of the program. */
class TableVersionsCommandTest {

    @TempDir
    private Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private CommandServer server;

    @BeforeEach
    void start() throws IOException {
        server = new CommandServer(folder, (method, target, body) -> {
            asked.add(method + " " + target + " " + body);
            return new CommandServer.Answer(200, "{\"version\": 4}");
        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aTableIsRestoredToIt() {
        assertThat(server.weir("tables", "restore", "orders", "--version", "3")).isZero();
        assertThat(asked).containsExactly("POST /api/v1/tables/orders/restore {\"version\":3}");
        assertThat(server.weir("tables", "restore", "orders", "--version")).isEqualTo(2);
    }

    @Test
    void aTableIsShownAtIt() {
        assertThat(server.weir("tables", "snapshot", "orders", "--version", "3"))
                .isZero();
        assertThat(asked).containsExactly("GET /api/v1/tables/orders/snapshot?version=3 ");
    }
}
