package io.weir.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.test.GoldenTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LogFileNamesTest {

    private static final UUID ID = UUID.fromString("80a083e8-7026-4e79-81be-64bd76c43a11");

    @Test
    void whatIsMadeIsParsed() {
        assertThat(LogFileNames.commit(7)).isEqualTo("00000000000000000007.json");
        assertThat(LogFileNames.parse(LogFileNames.commit(Long.MAX_VALUE)))
                .isEqualTo(new LogFileName.Commit(Long.MAX_VALUE));
        assertThat(LogFileNames.parse(LogFileNames.checkpoint(10))).isEqualTo(new LogFileName.ClassicCheckpoint(10));
        assertThat(LogFileNames.parse(LogFileNames.checksum(10))).isEqualTo(new LogFileName.Checksum(10));
        assertThat(LogFileNames.parse(LogFileNames.v2Checkpoint(3, ID, true)))
                .isEqualTo(new LogFileName.V2Checkpoint(3, ID, true));
        assertThat(LogFileNames.parse(LogFileNames.stagedCommit(3, ID))).isEqualTo(new LogFileName.StagedCommit(3, ID));
        assertThat(LogFileNames.parse(LogFileNames.sidecar(ID)))
                .isEqualTo(new LogFileName.SidecarFile(LogFileNames.sidecar(ID)));
        assertThat(LogFileNames.parse(LogFileNames.LAST_CHECKPOINT)).isEqualTo(new LogFileName.LastCheckpoint());
    }

    @Test
    void whatOthersMakeIsParsed() {
        assertThat(LogFileNames.parse("00000000000000000010.checkpoint.0000000001.0000000003.parquet"))
                .isEqualTo(new LogFileName.CheckpointPart(10, 1, 3));
        assertThat(LogFileNames.parse("00000000000000000004.00000000000000000006.compacted.json"))
                .isEqualTo(new LogFileName.CompactedCommits(4, 6));
    }

    @Test
    void everythingElseIsOther() {
        for (String name : new String[] {
            "",
            "7.json",
            "00000000000000000007.json.tmp",
            ".00000000000000000007.json.crc",
            "99999999999999999999.json",
            "x/00000000000000000007.json",
            "_commits",
            "0000000000000000000a.json"
        }) {
            assertThat(LogFileNames.parse(name)).isEqualTo(new LogFileName.Other(name));
        }
    }

    @Test
    void aVersionIsNeverNegative() {
        assertThatThrownBy(() -> LogFileNames.commit(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyFileOfTheExampleLogsIsKnown() throws IOException {
        for (Path table : GoldenTables.tables()) {
            Path log = table.resolve(LogFileNames.LOG_FOLDER);
            try (Stream<Path> files = Files.walk(log)) {
                assertThat(files.filter(Files::isRegularFile)
                                .map(file -> log.relativize(file).toString())
                                .filter(name -> !name.endsWith(".json.crc") && !name.endsWith(".parquet.crc")))
                        .noneMatch(name -> LogFileNames.parse(name) instanceof LogFileName.Other);
            }
        }
    }
}
