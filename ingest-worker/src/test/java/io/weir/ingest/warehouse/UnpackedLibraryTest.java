package io.weir.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.support.library.LeftLibraries;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The next process finds what a killed one has left by the name that DuckDB's driver gives its library. */
class UnpackedLibraryTest {

    private static final Path MAPPED = Path.of("/proc/self/maps");

    @Test
    void itHasANameThatIsLookedFor() throws Exception {
        assumeTrue(Files.isReadable(MAPPED), "only Linux tells which libraries are loaded");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            assertThat(connection.isValid(1)).isTrue();
            List<Path> libraries = Files.readAllLines(MAPPED).stream()
                    .filter(line -> line.contains("duckdb") && line.contains(".so"))
                    .map(line ->
                            Path.of(line.replaceFirst(".*?(/.*?\\.so).*", "$1")).getFileName())
                    .distinct()
                    .toList();
            PathMatcher names = FileSystems.getDefault().getPathMatcher("glob:" + LeftLibraries.NAMES);
            assertThat(libraries).isNotEmpty().allMatch(names::matches);
        }
    }
}
