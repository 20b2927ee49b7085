package io.weir.delta.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.delta.LogFileNames;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.CommitFile;
import io.weir.delta.action.CommitInfo;
import io.weir.delta.action.DomainMetadata;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;
import io.weir.delta.action.SetTransaction;
import io.weir.delta.json.UnknownFields;
import io.weir.delta.kernel.KernelTable;
import io.weir.delta.schema.PrimitiveType;
import io.weir.delta.schema.StructField;
import io.weir.delta.schema.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeCheckpointTest {

    private static final int FILES = 200_000;
    private static final Protocol PROTOCOL =
            Protocol.writerOnly(List.of("domainMetadata", "inCommitTimestamp", "weir-guard"));
    private static final Metadata METADATA = Metadata.of(
            "5b1f8c1e",
            "numbers",
            null,
            StructType.of(List.of(StructField.of("id", PrimitiveType.LONG), StructField.of("p", PrimitiveType.STRING))),
            List.of("p"),
            Map.of("delta.enableInCommitTimestamps", "true"),
            1_700_000_000_000L);
    private static final SetTransaction TRANSACTION = SetTransaction.of("flights/0", 42, 1_700_000_000_001L);
    private static final DomainMetadata DOMAIN = new DomainMetadata("weir", "{\"a\":1}", false, UnknownFields.NONE);

    @TempDir
    Path temporary;

    /** The folder's name has what DuckDB would take for a pattern or the end of a text. */
    @Test
    void manyFilesAreWrittenAndReadByKernelWithAndWithoutChecksum() throws IOException {
        Path log = Files.createDirectories(temporary.resolve("it's [a] *table?").resolve(LogFileNames.LOG_FOLDER));
        Files.write(
                log.resolve(LogFileNames.commit(10)),
                CommitFile.write(List.of(CommitInfo.of(1_700_000_000_002L, "WRITE"))));
        CheckpointSummary summary = writeCheckpoint(log);
        Files.write(
                log.resolve(LogFileNames.LAST_CHECKPOINT),
                LastCheckpoint.of(10, summary).toBytes());
        try (Stream<Path> files = Files.list(log)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            LogFileNames.commit(10), LogFileNames.checkpoint(10), LogFileNames.LAST_CHECKPOINT);
        }
        assertReadByKernel(log);
        Files.write(log.resolve(LogFileNames.checksum(10)), checksum().toBytes());
        assertReadByKernel(log);
    }

    @Test
    void aLineLongerThanDuckDbTakesByItselfIsKept() throws IOException {
        Path log = Files.createDirectories(temporary.resolve("long").resolve(LogFileNames.LOG_FOLDER));
        Files.write(
                log.resolve(LogFileNames.commit(10)),
                CommitFile.write(List.of(CommitInfo.of(1_700_000_000_002L, "WRITE"))));
        String statistics = "{\"numRecords\":1,\"minValues\":{\"id\":\"" + "\\u00e9".repeat(9_000_000) + "\"}}";
        try (CheckpointWriter writer =
                CheckpointWriter.open(log.resolve(LogFileNames.checkpoint(10)), ParsedColumns.NONE)) {
            writer.write(PROTOCOL);
            writer.write(METADATA);
            writer.write(AddFile.of("p=1/long", Map.of("p", "1"), 1, 1_700_000_000_000L, statistics));
            writer.write(file(1));
            assertThat(writer.finish().addFiles()).isEqualTo(2);
        }
        assertThat(KernelTable.open(log.getParent().toString()).files())
                .extracting(AddFile::stats)
                .contains(statistics)
                .hasSize(2);
    }

    private static CheckpointSummary writeCheckpoint(Path log) throws IOException {
        try (CheckpointWriter writer =
                CheckpointWriter.open(log.resolve(LogFileNames.checkpoint(10)), ParsedColumns.NONE)) {
            writer.write(PROTOCOL);
            writer.write(METADATA);
            writer.write(TRANSACTION);
            writer.write(DOMAIN);
            writer.write(new DomainMetadata("gone", "", true, UnknownFields.NONE));
            for (int number = 0; number < FILES; number++) {
                writer.write(file(number));
            }
            CheckpointSummary summary = writer.finish();
            assertThat(summary.actions()).isEqualTo(FILES + 4);
            assertThat(summary.addFiles()).isEqualTo(FILES);
            return summary;
        }
    }

    private static void assertReadByKernel(Path log) {
        KernelTable table = KernelTable.open(log.getParent().toString());
        assertThat(table.version()).isEqualTo(10);
        assertThat(table.timestamp()).isEqualTo(1_700_000_000_002L);
        assertThat(table.fileCount()).isEqualTo(FILES);
        assertThat(table.protocol()).isEqualTo(PROTOCOL);
        assertThat(table.metadata()).isEqualTo(METADATA);
        assertThat(table.transactions()).containsExactly(TRANSACTION);
        assertThat(table.domainMetadata()).containsExactly(DOMAIN);
    }

    private static VersionChecksum checksum() {
        return VersionChecksum.of(
                1000L * FILES, FILES, 1_700_000_000_002L, List.of(TRANSACTION), List.of(DOMAIN), METADATA, PROTOCOL);
    }

    private static AddFile file(int number) {
        return AddFile.of(
                "p=" + number % 7 + "/part-" + number + ".parquet",
                Map.of("p", Integer.toString(number % 7)),
                1000,
                1_700_000_000_000L,
                "{\"numRecords\":10,\"minValues\":{\"id\":" + number + "},\"maxValues\":{\"id\":" + (number + 9)
                        + "},\"nullCount\":{\"id\":0}}");
    }
}
