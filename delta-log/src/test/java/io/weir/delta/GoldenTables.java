package io.weir.delta;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The Delta project's own example tables, where they are there. */
public final class GoldenTables {

    private GoldenTables() {}

    /** The folder of all tables; skips the test where it is absent. */
    public static Path folder() {
        Path folder = Path.of(System.getProperty("weir.shared.data", "../../shared/data"), "delta", "golden");
        Assumptions.assumeTrue(Files.isDirectory(folder), () -> folder + " is not there");
        return folder;
    }

    public static Path table(String name) {
        return folder().resolve(name);
    }

    /** Every folder that has a log, in the order of names. */
    public static List<Path> tables() {
        try (Stream<Path> tables = Files.walk(folder(), 3)) {
            return tables.filter(folder -> Files.isDirectory(folder.resolve(LogFileNames.LOG_FOLDER)))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The commit files of a table, in the order of versions. */
    public static List<Path> commits(Path table) throws IOException {
        try (Stream<Path> files = Files.list(table.resolve(LogFileNames.LOG_FOLDER))) {
            return files.filter(file -> LogFileNames.commitVersion(
                                    file.getFileName().toString())
                            .isPresent())
                    .sorted()
                    .toList();
        }
    }
}
