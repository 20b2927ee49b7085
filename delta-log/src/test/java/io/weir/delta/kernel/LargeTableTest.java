package io.weir.delta.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.delta.LogFileNames;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.CommitFile;
import io.weir.delta.action.CommitInfo;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;
import io.weir.delta.schema.PrimitiveType;
import io.weir.delta.schema.StructField;
import io.weir.delta.schema.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table of three million rows, whose statistics lie. */
class LargeTableTest {

    private static final int ROWS_A_FILE = 1_000_000;

    @TempDir
    Path table;

    @BeforeEach
    void writeTable() throws IOException, SQLException {
        Path log = Files.createDirectory(table.resolve(LogFileNames.LOG_FOLDER));
        Metadata metadata = Metadata.of(
                "b2c9",
                null,
                null,
                StructType.of(List.of(
                        StructField.of("name", PrimitiveType.STRING), StructField.of("id", PrimitiveType.LONG))),
                List.of(),
                Map.of("delta.enableInCommitTimestamps", "true"),
                1);
        for (int version = 0; version < 3; version++) {
            CommitInfo info = CommitInfo.of(1000 + version, "WRITE");
            AddFile file = writeFile("part-" + version + ".parquet");
            Files.write(
                    log.resolve(LogFileNames.commit(version)),
                    CommitFile.write(
                            version == 0
                                    ? List.of(info, Protocol.writerOnly(List.of("inCommitTimestamp")), metadata, file)
                                    : List.of(info, file)));
        }
    }

    private AddFile writeFile(String name) throws IOException, SQLException {
        Path file = table.resolve(name);
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("COPY (SELECT 'row ' || range AS name, range AS id FROM range(" + ROWS_A_FILE + ")) TO '"
                    + file + "' (FORMAT parquet)");
        }
        return AddFile.of(name, Map.of(), Files.size(file), 1, "{\"numRecords\":5}");
    }

    @Test
    void rowsAreCountedInTheFilesAtEachVersion() {
        KernelTable head = KernelTable.open(table.toString());
        assertThat(head.version()).isEqualTo(2);
        assertThat(head.countRows()).isEqualTo(3L * ROWS_A_FILE);
        KernelTable first = KernelTable.open(table.toString(), 0);
        assertThat(first.countRows()).isEqualTo(ROWS_A_FILE);
        assertThat(first.timestamp()).isEqualTo(1000);
        assertThat(first.files()).extracting(AddFile::path).containsExactly("part-0.parquet");
    }

    @Test
    void whatIsNotThereIsSaidPlainly() {
        assertThatThrownBy(() -> KernelTable.open(table.toString(), 3))
                .isInstanceOf(UnreadableTableException.class)
                .hasMessageContaining(table.toString());
        assertThatThrownBy(() -> KernelTable.open(table.resolve("nothing").toString()))
                .isInstanceOf(UnreadableTableException.class)
                .hasMessageContaining("nothing");
    }

    @Test
    void readingLeavesNothingBehind() throws IOException {
        KernelTable.open(table.toString()).countRows();
        try (var files = Files.walk(table)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(6);
        }
    }
}
