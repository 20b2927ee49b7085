package io.weir.metadata.importing;

import io.weir.test.SharedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** One of the Delta project's example tables. */
record GoldenTable(String name, Path folder) {

    static Path root() {
        return SharedData.require("delta/golden");
    }

    /** Every table, in the order of names; those that are no tables too. */
    static List<GoldenTable> all() {
        Path root = root();
        try (Stream<Path> folders = Files.walk(root, 3)) {
            List<Path> tables = folders.filter(folder -> Files.isDirectory(folder.resolve("_delta_log")))
                    .toList();
            return Stream.concat(tables.stream(), withoutLog(root, tables).stream())
                    .sorted()
                    .map(folder -> new GoldenTable(root.relativize(folder).toString(), folder))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<Path> withoutLog(Path root, List<Path> tables) throws IOException {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(folder -> tables.stream().noneMatch(table -> table.startsWith(folder)))
                    .toList();
        }
    }

    /** A name that a table here may have. */
    String tableName() {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
    }

    /** Copies the log, for tests that break it. */
    static Path copy(String name, Path target) throws IOException {
        Path from = root().resolve(name);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = target.resolve(from.relativize(file));
                Files.createDirectories(to.getParent());
                Files.write(to, Files.readAllBytes(file));
            }
        }
        return target;
    }
}
