package io.weir.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.standalone.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-04T05:06:07Z"), ZoneOffset.UTC);

    @TempDir
    private Path dataDir;

    @Test
    void whatWasBegunIsFoundAgain() {
        try (DemoFolder folder = DemoFolder.open(dataDir)) {
            assertThat(folder.last()).isEmpty();
            assertThat(folder.begin("source", CLOCK)).isEqualTo(new DemoState("20260304_050607", "source", false));
        }
        try (DemoFolder folder = DemoFolder.open(dataDir)) {
            DemoState last = folder.last().orElseThrow();
            assertThat(last.isResumedBy("source")).isTrue();
            assertThat(last.isResumedBy("another")).isFalse();
            folder.save(last.finish());
            assertThat(folder.last().orElseThrow().isResumedBy("source")).isFalse();
        }
    }

    @Test
    void twoDemosAtOnceAreRefused() {
        try (DemoFolder folder = DemoFolder.open(dataDir)) {
            assertThat(folder.last()).isEmpty();
            assertThatExceptionOfType(CommandFailure.class)
                    .isThrownBy(() -> DemoFolder.open(dataDir))
                    .withMessageContaining("another demo runs");
        }
    }

    @Test
    void aBrokenStateFileIsNamed() throws IOException {
        try (DemoFolder folder = DemoFolder.open(dataDir)) {
            Files.writeString(folder.stateFile(), "{");
            assertThatExceptionOfType(CommandFailure.class)
                    .isThrownBy(folder::last)
                    .withMessageContaining("demo.json cannot be read");
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.createFile(dataDir.resolve("file"));
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> DemoFolder.open(file))
                .withMessageContaining("choose another folder with --data-dir");
    }
}
