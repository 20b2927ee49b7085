package io.weir.delta.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.delta.LogFileNames;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.CommitFile;
import io.weir.delta.action.CommitInfo;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;
import io.weir.delta.action.SetTransaction;
import io.weir.delta.kernel.KernelTable;
import io.weir.delta.schema.PrimitiveType;
import io.weir.delta.schema.StructField;
import io.weir.delta.schema.StructType;
import io.weir.test.SystemCalls;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments of an earlier checkpoint in a later one, as Kernel reads it. */
class CheckpointSegmentTest {

    private static final Metadata METADATA = Metadata.of(
            "5b1f8c1e",
            "numbers",
            null,
            StructType.of(List.of(StructField.of("id", PrimitiveType.LONG))),
            List.of(),
            Map.of(),
            1_700_000_000_000L);

    @TempDir
    Path temporary;

    private Path earlier;
    private CheckpointSegment low;
    private CheckpointSegment middle;
    private CheckpointSegment high;

    @BeforeEach
    void writeTheEarlierOne() throws IOException {
        earlier = log("earlier").resolve(LogFileNames.checkpoint(10));
        try (CheckpointWriter writer = begin(earlier)) {
            low = files(writer, 0, 3_000);
            middle = files(writer, 3_000, 4_000);
            high = files(writer, 4_000, 9_000);
            assertThat(writer.finish().addFiles()).isEqualTo(9_000);
        }
    }

    private Path log(String table) throws IOException {
        Path log = Files.createDirectories(temporary.resolve(table).resolve(LogFileNames.LOG_FOLDER));
        Files.write(
                log.resolve(LogFileNames.commit(10)),
                CommitFile.write(List.of(CommitInfo.of(1_700_000_000_002L, "WRITE"))));
        return log;
    }

    private static CheckpointWriter begin(Path checkpoint) throws IOException {
        CheckpointWriter writer = CheckpointWriter.open(checkpoint, ParsedColumns.NONE);
        writer.write(Protocol.writerOnly(List.of("domainMetadata")));
        writer.write(METADATA);
        writer.write(SetTransaction.of("flights/0", 42, 1_700_000_000_001L));
        return writer;
    }

    private static CheckpointSegment files(CheckpointDraft writer, int from, int to) throws IOException {
        for (int number = from; number < to; number++) {
            writer.write(
                    AddFile.of("f" + number, Map.of(), number, 1_700_000_000_000L, "{\"numRecords\":" + number + "}"));
        }
        return writer.cut().orElseThrow();
    }

    private static List<String> read(Path checkpoint) {
        return KernelTable.open(checkpoint.getParent().getParent().toString()).files().stream()
                .map(file -> file.path() + " " + file.size() + " " + file.stats())
                .sorted()
                .toList();
    }

    private static List<String> expected(IntStream numbers) {
        return numbers.mapToObj(number -> "f" + number + " " + number + " {\"numRecords\":" + number + "}")
                .sorted()
                .toList();
    }

    @Test
    void segmentsAreReadLikeAnyFile() {
        assertThat(read(earlier)).isEqualTo(expected(IntStream.range(0, 9_000)));
    }

    @Test
    void ofNoFilesThereIsNoSegment() throws IOException {
        try (CheckpointWriter writer = begin(log("later").resolve(LogFileNames.checkpoint(10)))) {
            assertThat(writer.cut()).isEmpty();
            assertThat(files(writer, 0, 10).files()).isEqualTo(10);
            assertThat(writer.cut()).isEmpty();
            assertThat(writer.finish().addFiles()).isEqualTo(10);
        }
    }

    @Test
    void aKeptSegmentStandsBetweenNewOnesAndIsKeptAgain() throws IOException {
        Path later = log("later").resolve(LogFileNames.checkpoint(10));
        CheckpointSegment kept;
        try (CheckpointWriter writer = begin(later)) {
            files(writer, 0, 2_000);
            kept = writer.keep(earlier, middle).orElseThrow();
            files(writer, 5_000, 5_500);
            assertThat(kept.files()).isEqualTo(1_000);
            CheckpointSummary summary = writer.finish();
            assertThat(summary.addFiles()).isEqualTo(3_500);
            assertThat(summary.actions()).isEqualTo(3_503);
            assertThat(summary.sizeInBytes()).isEqualTo(Files.size(later));
        }
        assertThat(read(later))
                .isEqualTo(expected(IntStream.concat(
                        IntStream.concat(IntStream.range(0, 2_000), IntStream.range(3_000, 4_000)),
                        IntStream.range(5_000, 5_500))));
        Path last = log("last").resolve(LogFileNames.checkpoint(10));
        try (CheckpointWriter writer = begin(last)) {
            assertThat(writer.keep(later, kept)).isPresent();
            assertThat(writer.keep(earlier, low)).isPresent();
            assertThat(writer.keep(earlier, high)).isPresent();
            writer.finish();
        }
        assertThat(read(last)).isEqualTo(expected(IntStream.range(0, 9_000)));
        try (var left = Files.list(last.getParent())) {
            assertThat(left).hasSize(2);
        }
    }

    /** What a file says of its row groups at its end is thousands of numbers, each of which could be a call of the system. */
    @Test
    void aCheckpointOfKeptSegmentsIsWrittenInFewCalls() throws IOException {
        try (CheckpointWriter writer = begin(log("later").resolve(LogFileNames.checkpoint(10)));
                SystemCalls writes = SystemCalls.thatWriteToFiles()) {
            for (CheckpointSegment segment : List.of(low, middle, high)) {
                assertThat(writer.keep(earlier, segment)).isPresent();
            }
            writer.finish();
            assertThat(writes.stop(Thread.currentThread().getName()).calls()).isBetween(4, 20);
        }
    }

    /** Each byte that is another is found, wherever it is, and what is left is as if nobody had tried. */
    @Test
    void aSegmentThatIsNotWhatItWasIsNotTaken() throws IOException {
        Path later = log("later").resolve(LogFileNames.checkpoint(10));
        try (CheckpointWriter writer = begin(later)) {
            for (long at : List.of(middle.offset(), middle.offset() + 77, middle.offset() + middle.length() - 1)) {
                flip(earlier, at);
                assertThat(writer.keep(earlier, middle)).as("byte %s", at).isEmpty();
                flip(earlier, at);
            }
            assertThat(writer.keep(earlier, low)).isPresent();
            writer.finish();
        }
        assertThat(KernelTable.open(later.getParent().getParent().toString()).fileCount())
                .isEqualTo(3_000);
    }

    private static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            int was = bytes.read();
            bytes.seek(at);
            bytes.write(was ^ 1);
        }
    }

    @Test
    void whatIsNoCheckpointOfThisKindIsNotTaken() throws IOException {
        Path text =
                Files.writeString(temporary.resolve("text"), "PAR1 is how it begins, and how it ends: \0\0\0\1PAR1");
        Path cut = temporary.resolve("cut");
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(earlier), (int) Files.size(earlier) - 20));
        Path nothing = Files.createFile(temporary.resolve("nothing"));
        Path sidecar = temporary.resolve("sidecar");
        CheckpointSegment ofSidecar;
        try (V2CheckpointWriter writer = V2CheckpointWriter.open(sidecar, ParsedColumns.NONE)) {
            ofSidecar = files(writer, 0, 10);
            writer.finishSidecar();
        }
        try (CheckpointWriter writer = begin(log("later").resolve(LogFileNames.checkpoint(10)))) {
            for (Path other : List.of(text, cut, nothing, sidecar)) {
                assertThat(writer.keep(other, middle)).as("%s", other).isEqualTo(Optional.empty());
            }
            assertThat(writer.keep(sidecar, ofSidecar)).as("another schema").isEmpty();
            assertThat(writer.keep(earlier, new CheckpointSegment(middle.offset(), 1L << 40, 1_000, 0)))
                    .as("longer than the file")
                    .isEmpty();
            assertThat(writer.keep(
                            earlier, new CheckpointSegment(middle.offset(), middle.length(), 999, middle.checksum())))
                    .as("another number of files")
                    .isEmpty();
        }
    }

    /** As what keeps a table's files may have them from before; some engines take it for JSON that breaks off. */
    @Test
    void statisticsThatAreAnEmptyTextAreNone() throws IOException, SQLException {
        Path checkpoint = log("empty").resolve(LogFileNames.checkpoint(10));
        String line =
                "{\"path\":\"a\",\"partitionValues\":{},\"size\":1,\"modificationTime\":2,\"dataChange\":true,\"stats\":\"\"}\n";
        try (CheckpointWriter writer = begin(checkpoint)) {
            writer.writeAdds(lines -> {
                lines.write(line.getBytes(UTF_8));
                return 1;
            });
            writer.finish();
        }
        try (Connection engine = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = engine.createStatement();
                ResultSet found = statement.executeQuery(
                        "select add.path, add.stats from '" + checkpoint + "' where add is not null")) {
            assertThat(found.next()).isTrue();
            assertThat(found.getString(1)).isEqualTo("a");
            assertThat(found.getString(2)).isNull();
        }
    }
}
