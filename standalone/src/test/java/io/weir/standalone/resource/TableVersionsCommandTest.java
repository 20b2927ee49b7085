package io.weir.standalone.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The version of a table that a command is told is the table's, and not a question for that of the program. */
class TableVersionsCommandTest {

    @TempDir
    private Path folder;

    /** What the platform is asked by a command that ends with {@code code}. */
    private List<String> asked(int code, String... words) throws IOException {
        List<String> asked = new CopyOnWriteArrayList<>();
        try (CommandServer server = new CommandServer(folder, (method, target, body) -> {
            asked.add(method + " " + target + " " + body);
            return new CommandServer.Answer(200, "{\"version\": 4}");
        })) {
            assertThat(server.weir(words)).as(server::err).isEqualTo(code);
        }
        return asked;
    }

    @Test
    void aTableIsRestoredToIt() throws IOException {
        assertThat(asked(0, "tables", "restore", "orders", "--version", "3"))
                .containsExactly("POST /api/v1/tables/orders/restore {\"version\":3}");
    }

    @Test
    void aTableIsShownAtIt() throws IOException {
        assertThat(asked(0, "tables", "snapshot", "orders", "--version", "3"))
                .containsExactly("GET /api/v1/tables/orders/snapshot?version=3 ");
    }

    @Test
    void withoutANumberItIsWrongUsage() throws IOException {
        assertThat(asked(2, "tables", "restore", "orders", "--version")).isEmpty();
    }
}
