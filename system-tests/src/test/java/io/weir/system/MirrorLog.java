package io.weir.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the mirror of a Delta table on disk says that the table is, read without any library of Delta. */
final class MirrorLog {

    private MirrorLog() {}

    /** The table's rows, as DuckDB names them in a query; {@code table} is the table's folder. */
    static String rows(Path table) throws IOException {
        return liveFiles(table).stream()
                .map(file -> "'" + table.resolve(file) + "'")
                .collect(Collectors.joining(",", "read_parquet([", "])"));
    }

    /** What the log adds and does not remove again, as a compaction does with small files. */
    private static Set<String> liveFiles(Path table) throws IOException {
        Set<String> live = new LinkedHashSet<>();
        for (Path version : versions(table)) {
            for (String line : Files.readAllLines(version)) {
                JsonNode action = Http.json(line);
                live.remove(action.path("remove").path("path").asText());
                if (action.has("add")) {
                    live.add(action.path("add").path("path").asText());
                }
            }
        }
        return live;
    }

    private static List<Path> versions(Path table) throws IOException {
        try (Stream<Path> log = Files.list(table.resolve("_delta_log"))) {
            return log.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }
}
