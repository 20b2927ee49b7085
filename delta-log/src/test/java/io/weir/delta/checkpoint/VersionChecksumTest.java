package io.weir.delta.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.delta.InvalidActionException;
import io.weir.delta.LogFileName;
import io.weir.delta.LogFileNames;
import io.weir.delta.json.DeltaJson;
import io.weir.test.GoldenTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VersionChecksumTest {

    private static final String CHECKSUM = "{\"tableSizeBytes\":5,\"numFiles\":2,\"numMetadata\":1,\"numProtocol\":1,"
            + "\"inCommitTimestampOpt\":7,\"setTransactions\":[{\"appId\":\"a\",\"version\":3}],\"domainMetadata\":[],"
            + "\"metadata\":{\"id\":\"i\",\"format\":{\"provider\":\"parquet\",\"options\":{}},\"schemaString\":\"{}\","
            + "\"partitionColumns\":[],\"configuration\":{}},\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":2},"
            + "\"fileSizeHistogram\":{\"fileCounts\":[2]}}\n";

    @Test
    void isWrittenAsItWasRead() {
        assertThat(new String(VersionChecksum.parse(CHECKSUM.getBytes(UTF_8)).toBytes(), UTF_8))
                .isEqualTo(CHECKSUM);
    }

    @Test
    void refusesWhatIsNoChecksum() {
        for (String broken : List.of(
                "", "{}", CHECKSUM.replace("numFiles", "files"), CHECKSUM.replace("Metadata\":1", "Metadata\":2"))) {
            assertThatThrownBy(() -> VersionChecksum.parse(broken.getBytes(UTF_8)))
                    .isInstanceOf(InvalidActionException.class);
        }
    }

    @Test
    void checksumsOfOtherWritersSurvive() throws IOException {
        for (Path table : GoldenTables.tables()) {
            try (Stream<Path> files = Files.list(table.resolve(LogFileNames.LOG_FOLDER))) {
                for (Path file : files.toList()) {
                    if (LogFileNames.parse(file.getFileName().toString()) instanceof LogFileName.Checksum) {
                        byte[] original = Files.readAllBytes(file);
                        assertThat(tree(VersionChecksum.parse(original).toBytes()))
                                .as("%s", file)
                                .isEqualTo(tree(original));
                    }
                }
            }
        }
    }

    private static Object tree(byte[] json) {
        return DeltaJson.parse(new String(json, UTF_8), "checksum");
    }
}
