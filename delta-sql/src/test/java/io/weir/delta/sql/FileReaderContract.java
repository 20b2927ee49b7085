package io.weir.delta.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reader of a file owes besides. */
abstract class FileReaderContract extends TransactionLogReaderContract {

    @TempDir
    static Path folder;

    private final Engine engine;

    FileReaderContract(Engine engine) {
        this.engine = engine;
    }

    @Override
    DeltaSqlAddress address(String table, String settings) {
        return at(folder.resolve("tables." + engine.label()), table, settings);
    }

    private DeltaSqlAddress at(Path file, String table, String settings) {
        return DeltaSqlAddress.parse("deltasql://" + engine.label() + "/" + file + "?table="
                + URLEncoder.encode(table, StandardCharsets.UTF_8).replace("+", "%20")
                + (settings.isEmpty() ? "" : "&" + settings));
    }

    @Test
    void aReaderCreatesNothing() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> read(at(missing, "t", "")))
                .isInstanceOf(TransactionLogException.class)
                .hasMessageContaining("leads to no file");
        assertThat(missing).doesNotExist();
    }

    @Test
    void whatIsNoDatabaseIsRefused() throws Exception {
        Path text = Files.writeString(folder.resolve("text"), "no database at all\n".repeat(1_000));
        assertThatThrownBy(() -> read(at(text, "t", "")))
                .isInstanceOf(TransactionLogException.class)
                .hasMessageContaining("cannot read deltasql://" + engine.label());
        assertThatThrownBy(() -> write(at(text, "t", ""), whole(1, List.of()), true))
                .isInstanceOf(TransactionLogException.class);
        assertThat(text).hasContent("no database at all\n".repeat(1_000));
    }

    /** A copy of the file, and of what lies beside it, is what a killed process leaves. */
    @Test
    void aWriterThatIsKilledLeavesWhatWasThere() throws Exception {
        Path home = Files.createDirectory(folder.resolve("killed"));
        Path file = home.resolve("meta");
        write(at(file, "t", ""), whole(1, files(3)), false);
        Path during;
        Path after;
        try (TransactionLogWriter writer = TransactionLogs.at(at(file, "t", ""))
                .write(whole(2, files(30_000)).content(), true)) {
            for (var added : files(30_000)) {
                writer.add(added);
            }
            during = copy(home, "during");
            writer.commit();
            after = copy(home, "after");
        }
        assertSame(read(at(during, "t", "")), whole(1, files(3)));
        assertSame(read(at(after, "t", "")), whole(2, files(30_000)));
        write(at(during, "t", ""), whole(3, files(4)), true);
        assertSame(read(at(during, "t", "")), whole(3, files(4)));
    }

    private static Path copy(Path home, String name) throws Exception {
        Path copy = Files.createDirectory(folder.resolve("killed-" + name));
        try (var files = Files.list(home)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy.resolve("meta");
    }
}
