package io.weir.delta.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.delta.LogFileNames;
import io.weir.delta.action.Action;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.CommitFile;
import io.weir.delta.action.CommitInfo;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;
import io.weir.delta.conflict.WriterGuard;
import io.weir.delta.json.UnknownFields;
import io.weir.delta.schema.PrimitiveType;
import io.weir.delta.schema.StructField;
import io.weir.delta.schema.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kernel reads what the guard is on and does not write to it, whatever the protocol was before. */
class GuardedTableTest {

    private static final Metadata METADATA = Metadata.of(
            "9a1c",
            "guarded",
            null,
            StructType.of(List.of(StructField.of("id", PrimitiveType.LONG))),
            List.of(),
            Map.of(),
            1_700_000_000_000L);

    @TempDir
    private Path table;

    static Stream<Protocol> protocols() {
        return Stream.of(
                new Protocol(1, 2, null, null, UnknownFields.NONE),
                new Protocol(2, 5, null, null, UnknownFields.NONE),
                Protocol.writerOnly(List.of("appendOnly", "invariants")),
                new Protocol(
                        3,
                        7,
                        List.of("deletionVectors"),
                        List.of("appendOnly", "deletionVectors", "invariants"),
                        UnknownFields.NONE));
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void kernelReadsAndDoesNotWrite(Protocol protocol) throws IOException {
        Protocol guarded = WriterGuard.on(protocol);
        write(0, protocol, METADATA, AddFile.of("a", Map.of(), 10, 1, "{\"numRecords\":3}"));
        assertThat(KernelTable.open(table.toString()).writeRefusal()).isEmpty();

        write(1, guarded);
        KernelTable kept = KernelTable.open(table.toString());
        assertThat(kept.protocol()).isEqualTo(guarded);
        assertThat(kept.fileCount()).isEqualTo(1);
        assertThat(kept.writeRefusal())
                .hasValueSatisfying(told -> assertThat(told).contains(WriterGuard.FEATURE));

        write(2, WriterGuard.off(guarded));
        assertThat(KernelTable.open(table.toString()).writeRefusal()).isEmpty();
    }

    private void write(long version, Action... actions) throws IOException {
        Path log = Files.createDirectories(table.resolve(LogFileNames.LOG_FOLDER));
        List<Action> lines = Stream.concat(
                        Stream.of(CommitInfo.of(1_700_000_000_001L + version, "WRITE")), Stream.of(actions))
                .toList();
        Files.write(log.resolve(LogFileNames.commit(version)), CommitFile.write(lines));
    }
}
