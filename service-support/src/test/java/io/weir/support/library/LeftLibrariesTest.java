package io.weir.support.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftLibrariesTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void whatKilledProcessesHaveLeftGoes() throws IOException {
        List<String> left = List.of(
                "libduckdb_java123456.so",
                "snappy-1.1.10-f49717ca-libsnappyjava.so",
                "liblz4-java-123.so",
                "libzstd-jni-1.5.7-4123.so");
        for (String name : left) {
            file(name, NOW.minusSeconds(601));
        }
        file("libduckdb_java7.so", NOW.minusSeconds(599));
        file("libduckdb_java.txt", NOW.minusSeconds(99_999));
        file("rows.duckdb", NOW.minusSeconds(99_999));
        Files.createDirectory(folder.resolve("libduckdb_java8.so"));
        Files.createSymbolicLink(folder.resolve("libduckdb_java9.so"), folder.resolve("rows.duckdb"));

        assertThat(LeftLibraries.sweep(folder, NOW)).isEqualTo(4);
        assertThat(names())
                .containsExactlyInAnyOrder(
                        "libduckdb_java7.so",
                        "libduckdb_java.txt",
                        "rows.duckdb",
                        "libduckdb_java8.so",
                        "libduckdb_java9.so");
    }

    @Test
    void aFolderThatIsNotThereHasNone() {
        assertThat(LeftLibraries.sweep(folder.resolve("gone"), NOW)).isZero();
    }

    private void file(String name, Instant unpacked) throws IOException {
        Files.setLastModifiedTime(Files.createFile(folder.resolve(name)), FileTime.from(unpacked));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
