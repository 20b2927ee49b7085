package io.weir.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Delta project's own example tables, where they are there. */
public final class GoldenTables {

    private static final String LOG_FOLDER = "_delta_log";
    private static final Pattern COMMIT = Pattern.compile("\\d{20}\\.json");

    private GoldenTables() {}

    /** The folder of all tables; skips the test where it is absent. */
    public static Path folder() {
        return SharedData.require("delta/golden");
    }

    public static Path table(String name) {
        return folder().resolve(name);
    }

    /** Every folder that has a log, in the order of names. */
    public static List<Path> tables() {
        try (Stream<Path> tables = Files.walk(folder(), 3)) {
            return tables.filter(folder -> Files.isDirectory(folder.resolve(LOG_FOLDER)))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The commit files of a table, in the order of versions. */
    public static List<Path> commits(Path table) throws IOException {
        try (Stream<Path> files = Files.list(table.resolve(LOG_FOLDER))) {
            return files.filter(file ->
                            COMMIT.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }
}
